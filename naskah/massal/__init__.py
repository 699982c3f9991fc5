"""Many letters of one type at once: the input people fill in, the work, the reports."""
