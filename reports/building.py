"""Building a paper in the background: claimed, collected, frozen, drawn, stored.

A build is one row. A worker claims it with a conditional update, so that it is built once however
often it is asked for. Each claim is known by its moment and number (`started_at`, `attempts`): a
worker that was given up for dead, or whose paper was asked for anew meanwhile, overwrites nothing.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from actionplans.periods import parse_period
from objectives.rounds import cut_off_of
from stakeholders.events import record

from .checksums import sha256_of, sha256_of_document
from .collect import Particulars, collect
from .collect.minutes import collect_minutes
from .document import Document, encode
from .models import ReportFile, ReportRevision
from .packing import pack
from .render import RenderError, ready_to_draw, render_files
from .stamping import stamped

log = logging.getLogger(__name__)
Build = ReportRevision.Build

# Longer than a build may take (render.pdf.TIMEOUT_SECONDS and collecting).
STUCK_AFTER = timedelta(minutes=10)
# A request that no worker took: the message got lost, or the broker was down.
FORGOTTEN_AFTER = timedelta(minutes=2)
MOST_ATTEMPTS = 3
WORKER_AWAY = (
    "The background worker can't be reached just now. Your request is kept: the paper will be "
    "built as soon as the worker is back"
)


def put_in_line(revision, *, by, at):
    """To be built, or drawn again; the caller saves. Whoever builds it now has lost it."""
    revision.build, revision.attempts = Build.WAITING, 0
    revision.requested_by, revision.requested_at = by, at
    revision.started_at, revision.progress, revision.problem = None, "", ""


def draft_again(revision, *, by, at):
    """A draft, to be collected and drawn anew."""
    revision.status = ReportRevision.Status.DRAFT
    revision.cleared_with = ""
    put_in_line(revision, by=by, at=at)
    revision.save()


def queue_build(pk):
    """Hand the build to a worker once the request is saved."""
    transaction.on_commit(lambda: send_build(pk))


def send_build(pk):
    """The request is safe in the database: where the broker is down, the sweep sends it later."""
    from .tasks import build  # tasks enter here, so they can't be imported above

    try:
        build.delay(pk)
    except (KombuError, RedisError, OSError) as problem:
        log.warning("Build of report revision %s could not be handed over: %s", pk, problem)
        ReportRevision.objects.filter(pk=pk, build=Build.WAITING).update(progress=WORKER_AWAY)


def build_revision(pk, *, at=None):
    """Build a waiting revision. Returns it, or None where somebody else has it."""
    if not (revision := claim(pk, at=at or timezone.now())):
        return None
    try:
        with ready_to_draw():
            document = _stamp(revision) or _collect(revision)
            _say(revision, "Drawing the paper")
            rendered = render_files(document)
    except (KeyboardInterrupt, SystemExit):
        # Told to stop half-way, it gives the paper back at once: nobody waits for the sweep.
        _still_mine(revision).update(build=Build.WAITING, progress="")
        raise
    except RenderError as problem:
        return _fail(revision, str(problem))
    except Exception:
        log.exception("Report revision %s could not be built", pk)
        return _fail(
            revision,
            "Something went wrong while the paper was built. The details are in the portal's log. "
            "Build it again; if it fails again, tell whoever looks after the portal.",
        )
    return _store(revision, document, rendered, at=at or timezone.now())


def _collect(revision):
    _say(revision, f"Collecting what was recorded by {_day(revision.cut_off)}")
    return stamped(collect_again(revision), revision)


def _stamp(revision):
    """What was cleared is drawn once more with who cleared it: nothing is collected anew."""
    if revision.status != ReportRevision.Status.CLEARED or not revision.document:
        return None
    return stamped(Document.from_data(revision.document), revision)


def claim(pk, *, at):
    claimed = ReportRevision.objects.filter(pk=pk, build=Build.WAITING).update(
        build=Build.RUNNING, started_at=at, attempts=F("attempts") + 1, progress="", problem=""
    )
    if not claimed:
        return None
    related = ("report__plan__coordinator_post", "report__plan__strategy")
    return ReportRevision.objects.select_related(
        *related, "report__body__contact_post", "report__meeting__forum__series__body"
    ).get(pk=pk)


def own_cut_off(revision):
    """The cut-off of the paper's period; a correction keeps the one that it begins with."""
    if revision.correction:
        return revision.cut_off
    period = parse_period(revision.report.period)
    return cut_off_of(revision.report.plan, period.quarters[-1])


def collect_again(revision, *, private=None):
    """What the paper of this revision says, from the tables: the same until they change.

    Without its closing box, which `stamped` adds. With `private`, the paper that its public or
    private counterpart would be.
    """
    report = revision.report
    if report.is_minutes:
        private = report.private if private is None else private
        return collect_minutes(
            report.meeting,
            revision.cut_off,
            private=private,
            exempt_paragraph=revision.exempt_paragraph,
            correction=revision.correction,
        )
    return collect(*asked_of(revision, private=private))


def asked_of(revision, *, cut_off=None, typed=None, private=None):
    """What the collecting room is asked for: plan, body, period, cut-off and particulars.

    `typed` are words for places of the paper that are not saved.
    """
    report = revision.report
    written = dict(report.narratives.values_list("key", "text"))
    return (
        report.plan,
        report.body,
        parse_period(report.period),
        cut_off or revision.cut_off,
        Particulars(
            private=report.private if private is None else private,
            agenda_item=report.agenda_item,
            meeting_date=report.meeting.held_on if report.meeting else None,
            exempt_paragraph=revision.exempt_paragraph,
            correction=revision.correction,
            narratives=written | (typed or {}),
        ),
    )


def _still_mine(revision):
    return ReportRevision.objects.filter(
        pk=revision.pk,
        build=Build.RUNNING,
        attempts=revision.attempts,
        started_at=revision.started_at,
    )


def _say(revision, words):
    _still_mine(revision).update(progress=words)


@transaction.atomic
def _fail(revision, problem):
    if not _still_mine(revision).update(build=Build.FAILED, problem=problem, progress=""):
        return None
    revision.refresh_from_db()
    record(
        "paper could not be built",
        revision,
        by=None,
        after={"problem": problem},
        plan=revision.report.plan_id,
    )
    return revision


@transaction.atomic
def _store(revision, document, rendered, *, at):
    replaced = ", ".join(f"{name} ({n})" for name, n in rendered.replaced_characters)
    data = encode(document)
    values = {
        "build": Build.BUILT,
        "built_at": at,
        "progress": "",
        "document": data,
        "document_sha256": sha256_of_document(data),
        "replaced_characters": replaced if len(replaced) <= 500 else f"{replaced[:499]}…",
    }
    if not _still_mine(revision).update(**values):
        return None
    # As it is now, without reading a large document back.
    for name, value in values.items():
        setattr(revision, name, value)
    revision.files.all().delete()
    files = ReportFile.objects.bulk_create(
        ReportFile(
            revision=revision,
            kind=file.kind,
            content=pack(file.kind, file.bytes),
            size=len(file.bytes),
            sha256=sha256_of(file.bytes),
            template_version=file.template_version,
            engine_version=file.engine_version,
        )
        for file in rendered.files
    )
    record(
        "paper built",
        revision,
        by=None,
        after={file.kind: file.sha256 for file in files},
        plan=revision.report.plan_id,
        at=at,
    )
    return revision


def sweep_stuck_builds(now):
    """Start again what a dead worker left, and what no worker ever heard of; returns how many.

    After MOST_ATTEMPTS a build that kills its workers is given up, and says so.
    """
    stuck = ReportRevision.objects.filter(build=Build.RUNNING, started_at__lt=now - STUCK_AFTER)
    for revision in stuck.filter(attempts__gte=MOST_ATTEMPTS).defer("document"):
        _fail(
            revision,
            f"The build was started {MOST_ATTEMPTS} times and never came to an end. The machine "
            f"may be short of memory. Build it again when it is less busy.",
        )
    stuck.update(build=Build.WAITING, progress="The build stopped half-way and starts again")
    waiting = ReportRevision.objects.filter(
        build=Build.WAITING, requested_at__lt=now - FORGOTTEN_AFTER
    )
    keys = list(waiting.order_by("requested_at", "pk").values_list("pk", flat=True))
    for pk in keys:
        send_build(pk)
    return len(keys)


def _day(moment):
    return date_format(timezone.localtime(moment), "l j F Y")
