"""What came of an SMTP conversation, in words: taken, refused for certain, or nobody knows."""

import smtplib

REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)
CUT_OFF = (smtplib.SMTPException, OSError)
# "I am closing the connection": it was not taken, and the same mail may be handed over anew.
CLOSING = 421


def conversation(connection):
    """The smtplib.SMTP of an open connection of Django's, where it is one to a mail server."""
    found = getattr(connection, "connection", None)
    return found if isinstance(found, smtplib.SMTP) else None


def code_of(refusal):
    return _answer(refusal)[0]


def words_of(refusal):
    code, words = _answer(refusal)
    if isinstance(words, bytes):
        words = words.decode("utf-8", "replace")
    whom = "the portal's own address: " if isinstance(refusal, smtplib.SMTPSenderRefused) else ""
    return f"{whom}{code} {words}"


def _answer(refusal):
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return next(iter(refusal.recipients.values()))
    return refusal.smtp_code, refusal.smtp_error
