"""Ground floor: what letters and registers both need. Imports nothing of the project above it."""
