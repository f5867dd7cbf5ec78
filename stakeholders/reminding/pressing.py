"""A stand-in until e-mails that somebody presses for are sent."""


def press(items, *, by, on):
    """How many people the items would be sent to; nothing is sent."""
    return len({item.person_id for item in items})
