"""The engagement log as a file: Excel, CSV, JSON, each of which `meetings.importing.engagement`
reads back. Rows are taken and written some at a time, however many there are."""

from .json_file import json_pieces
from .rows import export_rows, table_cells
from .tables import csv_pieces, workbook_file

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
FORMATS = {"xlsx": "Excel", "csv": "CSV", "json": "JSON"}
"""the formats, with the words for them on a page"""
TITLE = "Engagement log"

__all__ = [
    "CONTENT_TYPES",
    "FORMATS",
    "TITLE",
    "csv_pieces",
    "export_rows",
    "json_pieces",
    "table_cells",
    "workbook_file",
]
