"""What an administrator fills in: labels, hints and errors in the office's own words."""
