from django.core.exceptions import ValidationError


def refuse(message, code):
    raise ValidationError(message, code=code)


def refuse_published(revision):
    if revision.is_published:
        refuse("This paper is published and stays as it is.", "already_published")
