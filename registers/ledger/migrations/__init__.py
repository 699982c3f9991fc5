"""How the schema came to be, one numbered revision after the other; released ones never change."""
