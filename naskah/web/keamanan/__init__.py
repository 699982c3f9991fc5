"""Security of the browser form, one small file per concern."""
