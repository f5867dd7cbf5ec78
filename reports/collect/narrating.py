"""What the coordinator wrote in a place of the paper, and what its form says there always."""

from reports.markdown import blocks_of
from reports.models import FormSection

Content = FormSection.Content


def written(reading, place):
    return blocks_of(reading.narratives.get(place, ""))


def standing(section):
    return blocks_of(section.standing_text)


def place_of(section):
    """A heading with nothing but standing text is known by its row: a form may have many."""
    return f"text:{section.pk}" if section.content == Content.TEXT else section.content
