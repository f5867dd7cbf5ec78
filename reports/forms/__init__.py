"""Forms of the pages about papers."""
