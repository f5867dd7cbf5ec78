"""What pages tell of contacts: of whom they speak for, what is due, and all that is held."""

from dataclasses import dataclass, field

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format

from .models import Contact, ContactLink, Event, SubjectRequest
from .personal_data import appearances_of, mentions_of

LABELS = {"created_at": "held since", "hold_reason": "on hold, because"}
LONG_PAST = relativedelta(months=6)
FIELDS = (
    *("name", "role", "email", "phone", "address", "preference", "needs"),
    *("purpose", "basis", "basis_note", "source", "review_on", "hold_reason", "created_at"),
)


@dataclass(frozen=True)
class Needs:
    """What has to be done about contacts, as numbers."""

    due: int
    long_past: int
    unconditioned: int
    requests: int
    late_requests: int

    def __bool__(self):
        return any((self.due, self.unconditioned, self.requests))


def needs_of(person, on):
    """Reviews, Article 9 conditions and requests that wait, of contacts the person may see."""
    seen = Contact.objects.visible_to(person)
    due = seen.review_due(on)
    past = Q(review_on__lt=on - LONG_PAST)
    reviews = due.aggregate(all=Count("pk"), past=Count("pk", filter=past))
    # A request names nobody: whoever sees contacts sees that one waits.
    requests = SubjectRequest.objects.waiting()
    if not person.access.sees_contacts:
        requests = requests.none()
    return Needs(
        due=reviews["all"],
        long_past=reviews["past"],
        unconditioned=ContactLink.objects.without_condition()
        .filter(contact__in=seen.order_by().values("pk"))
        .count(),
        requests=requests.count(),
        late_requests=requests.late(on).count(),
    )


def open_requests(person):
    """Those that wait for an answer, of contacts the person may see: soonest due first."""
    seen = Contact.objects.visible_to(person).order_by().values("pk")
    rows = SubjectRequest.objects.waiting().filter(contact__in=seen)
    return rows.select_related("contact").order_by("due_on", "pk")


def hidden_count(person, rows=None):
    """How many are not shown to this person because a link of theirs is restricted."""
    if not person.access.sees_contacts:
        return 0
    rows = Contact.objects.kept() if rows is None else rows
    return (
        rows.count() - rows.filter(pk__in=Contact.objects.visible_to(person).values("pk")).count()
    )


def in_full(rows):
    """With their links, whom those lead to, and whether one needs its Article 9 condition."""
    lacking = ContactLink.objects.without_condition().filter(contact=OuterRef("pk"))
    return rows.annotate(lacks_condition=Exists(lacking)).prefetch_related(
        "links__group", "links__organisation"
    )


@dataclass(frozen=True)
class ContactsOf:
    """Of a group or an organisation: contacts to show, and how many are not shown."""

    links: list = field(default_factory=list)
    hidden: int = 0


def contacts_of(person, *, group=None, organisation=None):
    """For the page of a group or an organisation (templates: stakeholders/parts/
    group_contacts.html). Whoever sees no contacts is told of none."""
    if not person.access.sees_contacts:
        return ContactsOf()
    own = Q(organisation=organisation)
    if group is not None:
        # Whoever spoke for a group that was merged into it is shown with both.
        own = Q(group=group) | Q(group__merged_into=group)
    rows = ContactLink.objects.filter(own, contact__erased_at__isnull=True)
    seen = Contact.objects.visible_to(person).order_by().values("pk")
    links = rows.filter(contact__in=seen).select_related("contact").order_by("contact__name")
    shown = {link.contact_id: link for link in links}
    everybody = rows.order_by().values("contact").distinct().count()
    return ContactsOf(list(shown.values()), everybody - len(shown))


@dataclass(frozen=True)
class Part:
    """`rows` are (what, words, address or "")."""

    title: str
    rows: list
    empty: str = ""


@dataclass(frozen=True)
class Held:
    """Everything that is held about a contact, for themselves to read."""

    contact: Contact
    at: object
    parts: list


def everything_held(contact, person, *, at):
    return Held(
        contact,
        at,
        [
            Part("What is held", list(facts_of(contact))),
            Part("Whom they speak for", list(_links(contact)), "No group or organisation."),
            Part("What they took part in", _appearances(contact, person), "Nothing is recorded."),
            Part("What they asked of their data", list(_requests(contact)), "Nothing so far."),
            Part("What was done with this record", list(_history(contact)), "Nothing so far."),
            Part(
                "Where their name stands in what people wrote",
                [(each.where, each.words, each.url) for each in mentions_of(contact, person)],
                "Nowhere.",
            ),
        ],
    )


def facts_of(contact):
    for name in FIELDS:
        own = Contact._meta.get_field(name)
        shown = getattr(contact, f"get_{name}_display", lambda name=name: getattr(contact, name))()
        if shown:
            label = LABELS.get(name) or str(own.verbose_name)
            yield label[:1].upper() + label[1:], _said(shown), ""


def _links(contact):
    for link in contact.links.select_related("group", "organisation"):
        words = [link.get_condition_display(), link.condition_note]
        words += ["Only for those with access"] if link.restricted else []
        yield str(link.group or link.organisation), ". ".join(filter(None, words)), ""


def _appearances(contact, person):
    return [(each.what, _said(each.on), each.url) for each in appearances_of(contact, person)]


def _requests(contact):
    for row in contact.requests.all():
        done = f"answered {_said(row.done_at)}" if row.done_at else f"due {_said(row.due_on)}"
        words = [f"Received {_said(row.received_on)}, {done}", row.outcome]
        yield row.get_kind_display(), ". ".join(filter(None, words)), ""


def _history(contact):
    for event in Event.objects.about(contact).order_by("at", "pk"):
        changed = ", ".join(event.after.get("changed", ()))
        words = f"{event.verb[:1].upper()}{event.verb[1:]}"
        yield _said(event.at), f"{words}: {changed}" if changed else words, ""


def _said(value):
    """Dates and moments as people say them."""
    if hasattr(value, "hour"):
        value = timezone.localtime(value)
    return date_format(value, "j F Y") if hasattr(value, "year") else str(value or "")
