"""Pages to read whose content is worked out once and kept until something changes."""

from django.utils import timezone

from .keeping import kept


class KeptPart:
    """Between `{% kept part %}` and `{% endkept %}` of a template: `read()` gives what is shown
    there, and is asked only where it isn't kept yet. Without a key nothing is kept."""

    def __init__(self, key, read, apart_from=()):
        self.key, self.read, self.apart_from = key, read, apart_from

    def html(self, draw):
        if self.key is None:
            return draw(self.read())
        return kept(self.key, lambda: draw(self.read()), apart_from=self.apart_from)


class KeptPage:
    """A view mixin. `read()` is what `get_context_data` would have given to the kept part.

    That part may depend on the address, the day, and the rights of whoever asks, and on nothing
    else but the database: no form that is sent, nothing that was just done, nobody's name.
    `apart_from` are the kinds of things of which it shows nothing (`stakeholders.keeping`).
    """

    apart_from = ()

    def read(self):
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        part = KeptPart(self._key(), self.read, self.apart_from)
        return super().get_context_data(part=part, **kwargs)

    def _key(self):
        rights = getattr(self, "access", None)
        if rights is None and self.request.GET:
            # A stranger can make up any number of addresses, and would push out what others use.
            return None
        return (self.template_name, rights, timezone.localdate(), self.request.get_full_path())
