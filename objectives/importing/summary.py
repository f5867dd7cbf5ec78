"""What was read from a file, in the words of whoever imports it."""

from collections import Counter

from objectives.deadlines import Certainty
from objectives.importing.doubts import Doubt
from objectives.importing.draft import PlanDraft


def summary_lines(draft: PlanDraft) -> list[str]:
    actions = draft.actions
    certainty = Counter(action.deadline.certainty for action in actions)
    posts = {name for action in actions for name in action.leads}
    lines = [
        f"{counted(len(draft.objectives), 'objective')}, "
        f"{counted(len(draft.activities), 'activity', 'activities')}, "
        f"{counted(len(actions), 'action')}, "
        f"{sum(action.parent_key is not None for action in actions)} of them sub-actions.",
        f"Dates: {certainty[Certainty.CERTAIN]} certain, {certainty[Certainty.ASSUMED]} assumed, "
        f"{certainty[Certainty.UNREADABLE]} could not be read, {certainty[Certainty.NONE]} blank; "
        f"{sum(action.deadline.ongoing for action in actions)} ongoing.",
        f"Leads: {counted(len(posts), 'post')}; "
        f"{sum(len(action.leads) > 1 for action in actions)} actions have several.",
    ]
    if stated := sum(action.status is not None for action in actions):
        lines.append(f"First updates from the words about progress: {stated}.")
    if draft.quarters_assumed:
        lines.append(
            "Quarters were assumed to be of the financial year. Where the plan counts others, "
            "use --quarters calendar."
        )
    return lines


def doubt_lines(doubts: tuple[Doubt, ...]) -> list[str]:
    """Every doubt with its place, its text and what was assumed, those of one kind together."""
    if not doubts:
        return ["No doubts."]
    lines = [f"{counted(len(doubts), 'doubt')}, to be checked:"]
    kinds: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        kinds.setdefault(str(doubt.code), []).append(doubt)
    for code, of_kind in kinds.items():
        lines += ["", f"{of_kind[0].label} ({code}): {len(of_kind)}"]
        for doubt in of_kind:
            text = f" “{' '.join(doubt.text.split())}”" if doubt.text.strip() else ""
            lines += [f"  {doubt.source}:{text}", f"      {doubt.assumed}"]
    return lines


def counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
