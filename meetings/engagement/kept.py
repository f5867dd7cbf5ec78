"""What the kept pages of engagement (`stakeholders.kept_pages`) show nothing of."""

OF_PLANS_AND_PAPERS = ("objectives.", "reports.")
"""Actions, updates, measures, papers: most of what an office writes in a day."""
