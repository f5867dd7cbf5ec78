"""What is owed to whom about papers: two sources of reminders (stakeholders.reminding.sources).

`clearances` asks officers for their word on a paper; `dates` tells a plan's coordinator of the
days of a paper's timetable. An e-mail tells nothing of a private paper, nor of a marked plan.
"""
