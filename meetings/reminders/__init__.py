"""What is owed to whom about meetings: sources of reminders (stakeholders.reminding.sources).

Each module but the first three is one source: it reads its `Thing`s, and `asking.Source` makes of
them what a source hands over. Nothing is owed before the office's day (`Office`), and of a private
meeting an e-mail tells nothing but that it is one.
"""
