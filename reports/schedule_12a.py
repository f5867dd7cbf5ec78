"""What a council's committee in England may hear in private, in the portal's own short words.

Local Government Act 1972, Schedule 12A, Part 1. Wales has paragraphs of its own (Part 4).
"""

_LAW = "of Part 1 of Schedule 12A to the Local Government Act 1972"

_WORDS = (
    "About one person.",
    "Could show who somebody is.",
    "Money or business matters of one person or organisation, the authority's own too.",
    "Talks, held or planned, with staff or office holders about their conditions of work.",
    "Between lawyer and client, which a court could not ask to see.",
    "A plan to give a legal notice that asks something of somebody, or to make an order or a "
    "direction.",
    "Steps taken, or to be taken, to prevent, investigate or prosecute crime.",
)

PARAGRAPHS = tuple((f"Paragraph {number} {_LAW}", words) for number, words in enumerate(_WORDS, 1))
