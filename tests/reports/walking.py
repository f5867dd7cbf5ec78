"""Every figure that a document prints: where it stands, its number, its key."""

from reports.document import Bullets, Cell, Note, Paragraph, Run, StateBars, Table


def printed_figures(document):
    """(printed number, figure's key) wherever a figure stands in the sections."""
    for section in document.sections:
        for block in section.blocks:
            yield from figures_in(block)


def figures_in(block):
    match block:
        case Paragraph() | Note():
            yield from in_runs(block.runs)
        case Bullets():
            for runs in block.runs:
                yield from in_runs(runs)
        case Table():
            for row in block.rows:
                for cell in row:
                    yield from in_cell(cell)
        case StateBars():
            for bar in (*block.bars, *([block.total] if block.total else ())):
                yield from zip(bar.counts, bar.figures, strict=True)
                yield sum(bar.counts), bar.figure


def in_cell(cell: Cell):
    if cell.figure:
        yield int(cell.text), cell.figure
    yield from in_runs(cell.runs)


def in_runs(runs: tuple[Run, ...]):
    for run in runs:
        if run.figure:
            yield int(run.text), run.figure


def texts_with_runs(document):
    """(text, runs) wherever a sentence is given in stretches."""
    for section in document.sections:
        for block in section.blocks:
            match block:
                case Paragraph() | Note():
                    yield block.text, block.runs
                case Bullets():
                    yield from zip(block.items, block.runs or [()] * len(block.items), strict=True)
                case Table():
                    yield from ((c.text, c.runs) for row in block.rows for c in row)


def position_counts(document):
    """{row's word: {moment's label: number}} of page one's table."""
    section = document.sections[0]
    table = next(block for block in section.blocks if isinstance(block, Table))
    labels = [column.title for column in table.columns if column.figures]
    return {
        row[0].text: {label: int(c.text) for label, c in zip(labels, row[1:], strict=False)}
        for row in table.rows
    }


def moved_words(document):
    """{row's word: its sentence}"""
    section = document.sections[0]
    table = next(block for block in section.blocks if isinstance(block, Table))
    return {row[0].text: row[-1].text for row in table.rows}
