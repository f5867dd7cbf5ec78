"""Who may use the addresses of a meeting's business."""

from tests.meetings.addresses import CHANGERS, LIST_READERS, READERS
from tests.meetings.factories import (
    AgendaItemFactory,
    DecisionFactory,
    FollowUpFactory,
    MeetingFactory,
    MeetingPaperFactory,
    MeetingSeriesFactory,
    RecommendationFactory,
)
from tests.world import Address


def furnish(world):
    """A meeting held of a line that is published and that the lead's post attends, with something
    private of each kind."""
    series = MeetingSeriesFactory(
        category=world.meeting_category, title="Accountability Board", publishes=True
    )
    series.attending_posts.add(world.post)
    meeting = MeetingFactory(forum__series=series, held_on="2026-03-12", status="held")
    private = {"meeting": meeting, "exempt_reason": "Names of witnesses"}
    world.business_meeting = meeting
    world.agenda_item = AgendaItemFactory(**private)
    world.decision = DecisionFactory(**private)
    world.meeting_paper = MeetingPaperFactory(**private)
    world.follow_up = FollowUpFactory(**private)
    world.closed_follow_up = FollowUpFactory(**private, closed_at="2026-04-01T09:00Z")
    world.recommendation = RecommendationFactory(**private)
    world.accepted = RecommendationFactory(**private, answer="accepted")


def of(name, **more):
    return lambda world: {"pk": getattr(world, name).pk} | more


MEETING = of("business_meeting")
ITEM, PAPER, DECISION = of("agenda_item"), of("meeting_paper"), of("decision")
FOLLOW_UP, RECOMMENDATION = of("follow_up"), of("recommendation")
AGENDA = of("business_meeting", kind="agenda")

ADDRESSES = {
    "meetings:meeting-agenda": Address(READERS, MEETING),
    "meetings:meeting-history": Address({"coordinator", "auditor"}, MEETING),
    "meetings:meeting-record": Address(CHANGERS, MEETING),
    "meetings:meeting-expect": Address(CHANGERS, MEETING),
    "meetings:item-create": Address(CHANGERS, MEETING),
    "meetings:item-create-several": Address(CHANGERS, MEETING),
    "meetings:item-edit": Address(CHANGERS, ITEM),
    "meetings:item-minute": Address(CHANGERS, ITEM),
    "meetings:item-move": Address(CHANGERS, ITEM, "post"),
    "meetings:item-withdraw": Address(CHANGERS, ITEM),
    "meetings:decision-create": Address(CHANGERS, MEETING),
    "meetings:decision-edit": Address(CHANGERS, DECISION),
    "meetings:decision-withdraw": Address(CHANGERS, DECISION),
    "meetings:paper-create": Address(CHANGERS, MEETING),
    "meetings:paper": Address(READERS, PAPER),
    "meetings:paper-edit": Address(CHANGERS, PAPER),
    "meetings:paper-withdraw": Address(CHANGERS, PAPER),
    "meetings:follow-up-create": Address(CHANGERS, MEETING),
    "meetings:follow-up-list": Address(LIST_READERS),
    "meetings:follow-up-detail": Address(READERS, FOLLOW_UP),
    "meetings:follow-up-edit": Address(CHANGERS, FOLLOW_UP),
    "meetings:follow-up-report": Address(CHANGERS, FOLLOW_UP),
    "meetings:follow-up-reopen": Address(CHANGERS, of("closed_follow_up")),
    "meetings:follow-up-withdraw": Address(CHANGERS, FOLLOW_UP),
    "meetings:follow-up-into-plan": Address(CHANGERS, FOLLOW_UP),
    "meetings:recommendation-create": Address(CHANGERS, MEETING),
    "meetings:recommendation-list": Address(LIST_READERS),
    "meetings:recommendation-detail": Address(READERS, RECOMMENDATION),
    "meetings:recommendation-edit": Address(CHANGERS, RECOMMENDATION),
    "meetings:recommendation-respond": Address(CHANGERS, RECOMMENDATION),
    "meetings:recommendation-into-plan": Address(CHANGERS, of("accepted")),
    "meetings:recommendation-withdraw": Address(CHANGERS, RECOMMENDATION),
    "meetings:publish": Address(CHANGERS, AGENDA),
    "meetings:unpublish": Address(CHANGERS, AGENDA, "post"),
}
