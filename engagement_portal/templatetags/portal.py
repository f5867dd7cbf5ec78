"""Dates as people say them, states as words, and the parts of pages that need arithmetic."""

import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from engagement_portal.typed import typed_in
from stakeholders import dates

register = template.Library()

# The same words and colours in page, e-mail and paper; an office may give other words.
STATES = {
    "overdue": "Overdue",
    "off_track": "Off track",
    "at_risk": "At risk",
    "on_track": "On track",
    "not_started": "Not started",
    "complete": "Complete",
    "closed": "Closed",
    "not_reported": "Not reported",
    "update_due": "Update due",
}


def on_the_wall(value):
    """A moment as the clock here shows it; a date as it is."""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.filter
def day(value):
    """Friday 14 March 2025."""
    return date_format(on_the_wall(value), "l j F Y") if value else ""


@register.filter
def short_day(value):
    """14 March 2025."""
    return date_format(on_the_wall(value), "j F Y") if value else ""


@register.filter
def address(value):
    """An e-mail address that breaks before its @ where a line is short."""
    return mark_safe(conditional_escape(value).replace("@", "<wbr>@"))  # noqa: S308


@register.filter
def clock(value):
    """7pm, 9:30am."""
    return "" if value in (None, "") else dates.clock(on_the_wall(value))


@register.filter
def day_time(value):
    """14 March 2025 at 3:05pm."""
    return f"{short_day(value)} at {clock(value)}" if value else ""


@register.filter
def days_late(days):
    """12 days overdue, 1 day overdue; due today; due in 3 days."""
    if days in (None, ""):
        return ""
    many = "day" if abs(days) == 1 else "days"
    if days > 0:
        return f"{days} {many} overdue"
    return f"due in {-days} {many}" if days else "due today"


@register.filter
def state_word(code):
    return STATES.get(str(code), str(code).replace("_", " ").capitalize())


# The tags' colours again, for e-mail, which takes no style sheet: words, fill.
MAIL_COLOURS = {
    "overdue": ("#ffffff", "#982828"),
    "off_track": ("#651b1b", "#f4d7d7"),
    "at_risk": ("#5c2d12", "#ffe66b"),
    "on_track": ("#083d29", "#cfe4dc"),
    "complete": ("#0f385c", "#d2e2f1"),
    "not_started": ("#0b0c0c", "#dcdcdc"),
    "update_due": ("#2a1950", "#ddd6ec"),
}


@register.filter
def mail_colours(code):
    words, fill = MAIL_COLOURS.get(str(code), ("#383a3b", "#ffffff"))
    line = "" if str(code) in MAIL_COLOURS else " border: 1px solid #6f7577;"
    return f"color: {words}; background-color: {fill};{line}"


@register.filter
def page_numbers(page):
    """1 2 … 7 [8] 9 … 12."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag
def state_tag(code, word=""):
    """{% state_tag action.shown_state %}, or with the office's own word for it. No template of its
    own: a list has one on each line."""
    tag = '<strong class="portal-tag portal-tag--{}">{}</strong>'
    return format_html(tag, code, word or state_word(code))


@register.inclusion_tag("parts/bars.html")
def bars(rows, caption, noun="actions"):
    """One bar a line: rows of {label, href, parts: [{code, word, count}], total}.

    Every bar is as long as the largest total allows, so that lengths compare between lines.
    """
    longest = max((row["total"] for row in rows), default=0) or 1
    used = []
    drawn = []
    for row in rows:
        pieces, start = [], 0.0
        for part in row["parts"]:
            if not part["count"]:
                continue
            word = part.get("word") or state_word(part["code"])
            width = 100 * part["count"] / longest
            pieces.append(
                {
                    "code": part["code"],
                    "word": word,
                    "count": part["count"],
                    "x": f"{start:.3f}%",
                    "width": f"{width:.3f}%",
                    "middle": f"{start + width / 2:.3f}%",
                    # Narrower than this, a figure would not fit its piece on a phone.
                    "has_room": width >= 4 * len(str(part["count"])),
                }
            )
            start += width
            if (part["code"], word) not in used:
                used.append((part["code"], word))
        drawn.append({**row, "pieces": pieces})
    key = sorted(used, key=lambda pair: list(STATES).index(pair[0]) if pair[0] in STATES else 99)
    table = [
        {
            **row,
            "counts": [{"word": word, "count": counted(row["parts"], code)} for code, word in key],
        }
        for row in rows
    ]
    return {"rows": drawn, "key": key, "table": table, "caption": caption, "noun": noun}


def counted(parts, code):
    return sum(part["count"] for part in parts if part["code"] == code)


class KeptNode(template.Node):
    def __init__(self, part, nodes):
        self.part, self.nodelist = part, nodes

    def render(self, context):
        def draw(read):
            with context.push(**read):
                return self.nodelist.render(context)

        return self.part.resolve(context).html(draw)


@register.tag
def kept(parser, token):
    """{% kept part %} ... {% endkept %}: see `stakeholders.kept_pages`."""
    _, part = token.split_contents()
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(parser.compile_filter(part), nodes)


# What a list of one holds, where it is not the noun without its s.
ONE = {"people": "person"}


@register.inclusion_tag("parts/filter.html", takes_context=True)
def filter_box(context, filterset, count, total, noun="actions", results=""):
    """The filter of a list, what it filters by now, and "12 of 50 actions".

    With `results`, the id of the part of the page that holds the list, a change is shown there
    without loading the whole page. Without JavaScript the button does the same.
    """
    return {
        "form": filterset.form,
        "chosen": chosen(filterset.form),
        "count": count,
        "total": total,
        "noun": noun,
        "counted": ONE.get(noun, noun.removesuffix("s")) if total == 1 else noun,
        "results": results,
        "path": context["request"].path,
    }


def chosen(form):
    """What is filtered by: {label, value, remove}, where `remove` is the address without it."""
    if not form.is_bound or not form.is_valid():
        return []
    tags = []
    for field in form:
        value = form.cleaned_data.get(field.name)
        if value in (None, "", False) or (hasattr(value, "__len__") and not len(value)):
            continue
        rest = form.data.copy()
        for name in list(rest):
            if name in (field.html_name, "page") or name.startswith(f"{field.html_name}_"):
                del rest[name]
        tags.append(
            {"label": field.label, "value": spoken(field, value), "remove": rest.urlencode()}
        )
    return tags


def spoken(field, value):
    """A filter's value in the words of its choices."""
    if value is True:
        return ""
    words = {str(key): label for key, label in flat(getattr(field.field, "choices", ()))}
    if isinstance(value, datetime.date):
        return short_day(value)
    if isinstance(value, str):
        return words.get(value, value)
    if hasattr(value, "__iter__"):
        return ", ".join(words.get(str(one), str(one)) for one in value)
    return str(value)


def flat(choices):
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from flat(label)
        else:
            yield key, label


@register.inclusion_tag("parts/typed_words.html", takes_context=True)
def unsaved_words(context):
    """On a page that refuses what was sent: the words of it, to be copied."""
    return {"typed": typed_in(context.get("request")), "said": True}
