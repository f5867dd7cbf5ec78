"""The forms of engagement."""
