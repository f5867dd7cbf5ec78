"""Pages to read whose content is worked out once and kept until something changes."""

from django.utils import timezone

from .keeping import kept


class KeptPart:
    """Between `{% kept part %}` and `{% endkept %}` of a template: `read()` gives what is shown
    there, and is asked only where it isn't kept yet."""

    def __init__(self, key, read):
        self.key, self.read = key, read

    def html(self, draw):
        return kept(self.key, lambda: draw(self.read()))


class KeptPage:
    """A view mixin. `read()` is what `get_context_data` would have given to the kept part.

    That part may depend on the address, the day, and the rights of whoever asks, and on nothing
    else but the database: no form that is sent, nothing that was just done, nobody's name.
    """

    def read(self):
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        rights = getattr(self, "access", None)
        day, address = timezone.localdate(), self.request.get_full_path()
        part = KeptPart((self.template_name, rights, day, address), self.read)
        return super().get_context_data(part=part, **kwargs)
