"""One mail handed to the server, and what came of it: taken, refused, or nobody knows."""

import smtplib

REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)
CUT_OFF = (smtplib.SMTPException, OSError)
# "I am closing the connection": it was not taken, and the same mail may be handed over anew.
CLOSING = 421


def conversation(connection):
    """The smtplib.SMTP of an open connection of Django's, where it is one to a mail server."""
    found = getattr(connection, "connection", None)
    return found if isinstance(found, smtplib.SMTP) else None


def hand_over(connection, message, *, meanwhile):
    """Send one message; to a mail server as smtplib.SMTP.sendmail does, but that its time to think
    is not waited out."""
    server = conversation(connection)
    if server is None:
        connection.send_messages([message])
        return
    to = message.envelope_to
    code, words = server.mail(message.envelope_from)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, words, message.envelope_from)
    code, words = server.rcpt(to)
    if code not in (250, 251):
        raise smtplib.SMTPRecipientsRefused({to: (code, words)})
    code, words = server.docmd("data")
    if code == 354:
        server.send(message.on_the_line)
        meanwhile()
        code, words = server.getreply()
    if code != 250:
        raise smtplib.SMTPDataError(code, words)


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
