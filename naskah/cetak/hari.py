"""The page "hari ini": what is due, late and waiting, per person."""
