"""Papers for a body and a period, their numbered revisions, and the files that were published."""

from .reports import Report, ReportFile, ReportRevision

__all__ = ["Report", "ReportFile", "ReportRevision"]
