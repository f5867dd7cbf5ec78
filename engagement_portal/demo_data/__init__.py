"""Loads the demo: an invented police area whose dates follow the day of loading.

What it says is in `fixtures/demo_*.json`, for people to read and change; here is only how it
gets into the database, through the same services that the pages use.
"""
