"""From a file's rows, or pasted ones, to activities of the engagement log.

Right rows can be saved while wrong ones are listed with what to do about them; a name that nobody
knows is asked about once, however many rows have it.
"""
