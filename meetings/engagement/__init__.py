"""Engagement, read: the log, the grid, what was heard."""
