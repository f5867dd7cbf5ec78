"""The list behind a figure of a paper, as the paper froze it.

Read from the stored JSON as it is: the page shows a few of a paper's actions, and reading all of a
large document into its classes takes longer than the rest of the page.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Behind:
    """`then` is set where the figure counts at an earlier cut-off than the paper's own."""

    title: str
    count: int
    groups: tuple
    as_at: datetime | None
    then: bool
    plan_title: str
    mark: str
    cut_off: datetime
    anchor: str


def behind(document, key):
    """The Behind of the figure `key` of a stored document, or None where it has no such figure.

    Papers of before figures had lists behind them have none.
    """
    figures = (document or {}).get("figures", ())
    figure = next((figure for figure in figures if figure["key"] == key), None)
    if figure is None:
        return None
    moment = figure["moment"]
    words = {state["code"]: state for state in document["states"]}
    groups = {}
    for place in figure["actions"]:
        action = document["actions"][place]
        groups.setdefault(action["objective"], []).append(_row(action, moment, words))
    moments = document["moments"]
    as_at = moments[moment]["cut_off"] if moment < len(moments) else document["cut_off"]
    return Behind(
        title=figure["title"],
        count=len(figure["actions"]),
        groups=tuple(
            {"title": document["objectives"][place], "rows": rows}
            for place, rows in sorted(groups.items())
        ),
        as_at=datetime.fromisoformat(as_at),
        then=moment > 0,
        plan_title=document["plan_title"],
        mark=document["mark"],
        cut_off=datetime.fromisoformat(document["cut_off"]),
        anchor=_anchor(document, key),
    )


def _anchor(document, key):
    """Where the paper's page prints the figure first: a numbered paragraph, or its section.

    They are called so in reports/render/html.py.
    """
    number = 0
    for section in document["sections"]:
        number += section["numbered"]
        paragraph = 0
        for block in section["blocks"]:
            counted = section["numbered"] and block["kind"] == "paragraph"
            paragraph += counted
            if _prints(block, key):
                if counted:
                    return f"paragraph-{number}.{paragraph}"
                return f"section-{number}" if section["numbered"] else section["key"]
    return ""


def _prints(value, key):
    if isinstance(value, dict):
        figures = value.get("figures")
        # A column's `figures` only says that it holds numbers.
        if value.get("figure") == key or (isinstance(figures, list) and key in figures):
            return True
        return any(_prints(part, key) for part in value.values() if isinstance(part, dict | list))
    return isinstance(value, list) and any(_prints(part, key) for part in value)


def _row(action, moment, words):
    code = action["states"][moment] if moment < len(action["states"]) else ""
    state = words.get(code)
    reported_on = action["reported_on"]
    return action | {
        "state": code,
        "word": state["word"] if state else "",
        # What is said beside a state is said of the paper's own cut-off.
        "detail": "" if moment else action["state_detail"],
        "reported_on": date.fromisoformat(reported_on) if reported_on else None,
    }
