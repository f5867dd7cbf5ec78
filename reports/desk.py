"""A paper's way to its readers, as its own page shows it: the steps, and the one to take next."""

from django.utils import timezone

from stakeholders.models import Post

from . import timetable
from .minutes_desk import minutes_desk
from .models import Clearance, ReportRevision
from .presenting import day_time, exempt_words
from .steps import DONE, LATER, NEXT, REBUILD, WAITING, Press, Step, built_step

Build, Status = ReportRevision.Build, ReportRevision.Status
Decision = Clearance.Decision


def desk_of(report, revision, access):
    """What the page shows of the way: for the office's staff and auditors."""
    if report.is_minutes:
        return minutes_desk(revision, access)
    rounds = list(revision.clearances.select_related("post", "decided_by", "revision"))
    current = [c for c in rounds if c.round == rounds[0].round] if rounds else []
    written = report.narratives.exclude(text="")
    # While it is being built nothing has to be built again.
    built = revision.build == Build.BUILT
    changed = built and report.narratives.not_in(revision).exists()
    makes = access.coordinator and not revision.is_published
    return {
        "now": _now(revision, current, changed),
        "steps": tuple(steps(revision, current, written.count(), changed)),
        "main": main_press(revision, changed) if makes else None,
        "presses": tuple(other_presses(revision, changed)) if makes else (),
        "clearances": current,
        "said": tuple(said(rounds)),
        "mine": mine(current, access),
        "changed": changed,
        "noting": makes and revision.status == Status.IN_CLEARANCE,
        "dates": timetable.steps(report, revision, timezone.localdate()),
    }


def _now(revision, clearances, changed):
    """What holds it up, in a sentence; empty where the steps say it all."""
    if revision.status == Status.IN_CLEARANCE:
        waiting = [c.post.title for c in clearances if c.decision == Decision.WAITING]
        return f"It waits for {' and '.join(waiting)}."
    if revision.status != Status.DRAFT:
        return ""
    if changed:
        return "You have written in it since it was built. Build it again before you send it."
    back = [c.post.title for c in clearances if c.decision == Decision.SENT_BACK]
    return f"{back[0]} sent it back: what has to change is said below." if back else ""


def steps(revision, clearances, written, changed):
    drafting = revision.status == Status.DRAFT
    answered, built = bool(revision.exempt_answer), revision.build == Build.BUILT
    in_clearance = revision.status == Status.IN_CLEARANCE
    yield built_step(revision)
    yield Step(
        "Questions answered",
        *(DONE if answered else NEXT if built else LATER),
        detail=_answers(revision),
        page="reports:report-answers" if drafting else "",
    )
    yield Step(
        "Your own words written",
        *(NEXT if changed else DONE if written else ("If you wish", "grey")),
        detail="Written since the paper was built: build it again" if changed else "",
        page="reports:writing-list" if drafting else "",
    )
    published = revision.is_published
    cleared = published or revision.status == Status.CLEARED
    yield Step(
        "Cleared by the officers",
        *(DONE if cleared else WAITING if in_clearance else NEXT if answered and built else LATER),
        detail=_clearances(clearances, revision),
        page="reports:report-for-clearance" if drafting and answered and built else "",
    )
    yield Step(
        "Published",
        *(DONE if published else NEXT if cleared and built else LATER),
        detail=day_time(revision.published_at),
        page="reports:report-publish" if cleared and built and not published else "",
    )


def _answers(revision):
    if not revision.exempt_answer:
        return "Does it hold exempt information, and for which meeting is it?"
    return exempt_words(revision)


def _clearances(clearances, revision):
    if revision.status == Status.DRAFT or not clearances:
        return ""
    given = sum(c.decision == Decision.CLEARED for c in clearances)
    return f"{given} of {len(clearances)} {'has' if given == 1 else 'have'} cleared it"


def main_press(revision, changed=False):
    """The one button: what a coordinator does next. None while nothing is theirs to do."""
    if revision.build == Build.FAILED:
        again = revision.status == Status.CLEARED
        return Press("Draw it again", "reports:report-stamp") if again else REBUILD
    if revision.build != Build.BUILT or revision.status == Status.IN_CLEARANCE:
        return None
    if revision.status == Status.CLEARED:
        return Press("Publish", "reports:report-publish")
    if changed:
        return REBUILD
    if revision.exempt_answer:
        return Press("Send for clearance", "reports:report-for-clearance")
    return Press("Answer for this paper", "reports:report-answers")


def other_presses(revision, changed):
    main = main_press(revision, changed)
    drafting = revision.status == Status.DRAFT
    if drafting and revision.exempt_answer:
        yield Press("Change the answers", "reports:report-answers")
    if drafting and revision.build in (Build.BUILT, Build.FAILED) and main != REBUILD:
        yield REBUILD
    if not drafting:
        yield Press("Take it back to change it", "reports:report-take-back")
    yield Press("See private beside public", "reports:report-beside")


def said(rounds):
    """What officers said with their answers, the newest first, for parts/timeline.html."""
    decided = [c for c in rounds if c.decided_at and c.comment]
    for clearance in sorted(decided, key=lambda c: c.decided_at, reverse=True):
        back = clearance.decision == Decision.SENT_BACK
        noted = f"Noted by {clearance.decided_by}" if clearance.noted_for_post else ""
        yield {
            "title": f"{'Sent back' if back else 'Cleared'} by {clearance.post.title}",
            "by": "" if noted else clearance.decided_by,
            "at": clearance.decided_at,
            "words": clearance.comment,
            "note": noted,
        }


def mine(clearances, access):
    """A clearance that waits for a post of the reader's own, or None."""
    if not access.coordinator:
        return None
    return next((c for c in clearances if c.is_waiting and c.post_id in access.posts), None)


def clearing_posts(body):
    """The posts of the body's clearance list with who holds them now, as `holdings_now`."""
    posts = Post.objects.with_holders(timezone.localdate())
    held = posts.in_bulk(body.clearers.values_list("post", flat=True))
    return [held[key] for key in body.clearers.values_list("post", flat=True)]
