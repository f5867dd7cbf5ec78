"""The forms in which a paper can be had: their words, order, sizes and types."""

from .models import ReportFile

Kind = ReportFile.Kind

CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.HTML: "text/html; charset=utf-8",
    Kind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.CSV: "text/csv; charset=utf-8",
    Kind.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What is offered beside the paper's page, which is its first form.
OFFERED = {
    Kind.PDF: "PDF, to print",
    Kind.WORD: "Word",
    Kind.EXCEL: "Excel, the figures and actions",
    Kind.CSV: "CSV, the actions as data",
}


def file_rows(files, address_of):
    """Rows of {words, url, size} in the order of OFFERED; `address_of(kind)` is a file's."""
    by_kind = {file.kind: file for file in files}
    return [
        {"kind": kind, "words": words, "url": address_of(kind), "size": size(by_kind[kind].size)}
        for kind, words in OFFERED.items()
        if kind in by_kind
    ]


def size(count):
    """As GOV.UK writes sizes: 84KB, 1.2MB."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))}KB"
    return f"{count / 1_000_000:.1f}MB"
