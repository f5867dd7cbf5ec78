"""A schedule's file, before it is read."""

from objectives.forms.importing import SourceForm


class ScheduleImportForm(SourceForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Or paste the schedule’s tables here"
