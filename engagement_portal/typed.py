"""What somebody typed that could not be saved: shown to them again, so that none of it is lost."""


def typed_words(data):
    """The texts among the fields of a form: what takes time to type again. No passwords."""
    names = [name for name in data if "password" not in name]
    return [text for name in names for text in data.getlist(name) if " " in text.strip()]


def typed_in(request):
    """The texts of a form that was sent to an address of the portal's own, and so from one of its
    own pages: another site's form never came so far."""
    if request is None or request.method != "POST" or not request.resolver_match:
        return []
    return typed_words(request.POST)
