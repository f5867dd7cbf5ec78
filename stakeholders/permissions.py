"""Every address says who may use it: a view names a test of `Access`, or it does not load."""

from django.core.exceptions import ImproperlyConfigured, PermissionDenied


class Allowed:
    """A view mixin. `allowed` is a function of the person's `Access`: the signed-in one's, unless
    a page knows its person otherwise.

    Sign-in itself is asked for by Django's LoginRequiredMiddleware, on every address.
    """

    allowed = None

    def dispatch(self, request, *args, **kwargs):
        if self.allowed is None:
            raise ImproperlyConfigured(f"{type(self).__name__} does not say who may use it")
        if not type(self).allowed(self.access):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def person(self):
        return self.request.user.person

    @property
    def access(self):
        return self.person.access


def coordinators(access):
    return access.coordinator


def administrators(access):
    return access.administrator


def plan_readers(access):
    return access.sees_plans


def round_readers(access):
    """Who answered and who did not is for the office's staff and auditors."""
    return access.sees_everything


def people_readers(access):
    return access.sees_people


def link_readers(access):
    return access.sees_people or access.coordinator


def officers(access):
    """Who may speak for a post that they hold. An auditor changes nothing, whatever they hold."""
    return bool(access.posts) and (access.coordinator or not access.auditor)


def meeting_readers(access):
    return access.sees_meetings


def engagement_readers(access):
    return access.sees_engagement


def engagement_loggers(access):
    """Who was out with a community says so: the office's staff and whoever holds a post."""
    return access.coordinator or officers(access)


def organisation_readers(access):
    """The administrator looks after organisations, whether or not they were engaged with."""
    return access.sees_engagement or access.administrator


def organisation_keepers(access):
    return access.coordinator or access.administrator


def contact_readers(access):
    return access.sees_contacts


def post_holders(access):
    return bool(access.posts)


def report_readers(access):
    return access.sees_reports


def draft_readers(access):
    """A paper before it is published is for the office's staff and auditors."""
    return access.sees_everything


def history_readers(access):
    return access.sees_history


def reminder_readers(access):
    """Who sees every reminder, exempt actions' words included."""
    return access.sees_everything


def form_readers(access):
    """How a body wants its papers, and by when, is for the office's staff and auditors."""
    return access.sees_everything
