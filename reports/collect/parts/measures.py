"""The plan's measures: how each stands to its target, off its trajectory first, and its figures."""

from django.utils import timezone

from objectives.measures import State, figure, late_words, measure_standings, period_words
from reports.collect.listing import LONGEST_LIST, quoted
from reports.document import Cell, Column, Line, LineChart, Note, Paragraph, Point, Table, Tick
from reports.sentences import joined, plural, verb

KEY = "measures"
TITLE = "Measures"
ABOUT = (
    "How the plan's measures stand to their targets, those off their trajectory first, each as a "
    "line with its figures. Nothing where the plan has none."
)

# The first pages are for reading: the measures that are drawn, and the figures beneath each.
MOST_DRAWN = 8
MOST_READINGS = 12
COLOURS = {State.ON: "on_track", State.OFF: "off_track"}
COLUMNS = (Column("Measure", share=2), Column("State", share=1.2), Column("How it stands", share=3))
READING_COLUMNS = (
    Column("Period", share=2),
    Column("Reading", share=0.9, figures=True),
    Column("Trajectory", share=0.9, figures=True),
    Column("Note", share=2.4),
)


def blocks(reading):
    """Readings and targets recorded by the cut-off, and none recorded after it."""
    every = measure_standings(reading.plan, at=reading.cut_off)
    shown = [one for one in every if reading.private or not one.measure.exempt_reason]
    shown.sort(key=lambda one: (not one.is_off, not one.late))
    return [
        *(said(shown) if shown else ()),
        *(block for one in shown[:MOST_DRAWN] for block in drawn(one)),
        *[Note("Some measures are private and left out here.")] * (len(shown) < len(every)),
    ]


def said(shown):
    counts = [(sum(one.state == state for one in shown), *said) for state, *said in MEANINGS]
    words = [f"{count} {verb(count, *said)}" for count, *said in counts if count]
    sentence = f"Of {plural(len(shown), 'measure')} {''.join(joined([(one,) for one in words]))}."
    late = sum(bool(one.late) for one in shown)
    if late:
        sentence += f" {late} {verb(late, 'has', 'have')} a reading that is late."
    if len(shown) > LONGEST_LIST:
        sentence += f" The first {LONGEST_LIST} are listed here."
    rows = tuple(map(standing_row, shown[:LONGEST_LIST]))
    return [Paragraph(sentence), Table("Measures, off their trajectory first", COLUMNS, rows)]


MEANINGS = (
    (State.OFF, "is off the trajectory", "are off the trajectory"),
    (State.ON, "is on the trajectory", "are on the trajectory"),
    (State.NO_TARGET, "has no target", "have no target"),
    (State.NO_READING, "has no reading yet", "have no reading yet"),
)


def standing_row(one):
    measure = one.measure
    private = f"Private: {measure.exempt_reason}" if measure.exempt_reason else ""
    late = f"{one.late_words[:1].upper()}{one.late_words[1:]}." if one.late_words else ""
    return (
        Cell(measure.title, ". ".join(filter(None, (f"Source: {measure.source}", private)))),
        Cell(one.word, state=COLOURS.get(one.state, "not_reported")),
        Cell(one.sentence, late),
    )


def drawn(one):
    """A single figure is no line: it stands in the sentence above."""
    known = one.followed
    if not known.readings:
        return []
    way = known.trajectory() if known.targets else []
    if len(known.readings) + len(way) < 2:
        return []
    measure = one.measure
    lines = [Line("Readings", points(measure, ((row.on, row.value) for row in known.readings)))]
    if len(way) > 1:
        lines.append(Line("Trajectory to the target", points(measure, way), dashed=True))
    values = [row.value for row in known.readings] + [value for _, value in way]
    low, high = min(values), max(values)
    return [
        LineChart(
            caption=measure.title,
            lines=tuple(lines),
            low=Tick(plain(low), figure(low, measure)),
            high=Tick(plain(high), figure(high, measure)),
            alternative=f"{plural(len(known.readings), 'reading')}. {one.sentence}",
            table=readings_table(known),
        )
    ]


def points(measure, pairs):
    return tuple(Point(on, plain(value), figure(value, measure)) for on, value in pairs)


def plain(value):
    return f"{value.normalize():f}"


def readings_table(known):
    rows = known.readings[-MOST_READINGS:]
    cut = f"The latest {MOST_READINGS} of {len(known.readings)} readings"
    caption = cut if len(known.readings) > MOST_READINGS else ""
    return Table(caption, READING_COLUMNS, tuple(reading_row(known, row) for row in reversed(rows)))


def reading_row(known, row):
    measure = known.measure
    expected = known.beside(row)
    if row.on in known.corrected:
        late = "corrected"
    else:
        late = late_words(measure, row.on, timezone.localdate(row.recorded_at))
    return (
        Cell(period_words(measure, row.on)),
        Cell(figure(row.value, measure)),
        Cell("–" if expected is None else figure(expected, measure)),
        Cell(quoted(row.note), late[:1].upper() + late[1:]),
    )
