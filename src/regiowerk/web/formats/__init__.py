"""Dates and numbers where Django writes them otherwise than readers of the region do."""
