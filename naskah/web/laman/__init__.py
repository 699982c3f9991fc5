"""Pages, found by discovery: each module ends in RUTE."""
