"""What the import of a schedule can be in doubt about. The codes are stored and printed: they
stay. Doubts about the file itself have the codes of the plan import."""

from django.db import models

from objectives.importing.asking import choices
from objectives.importing.doubts import ACCEPT, CORRECT, LATER, Choice, Doubt


class ScheduleDoubt(models.TextChoices):
    # the file
    TEXT_LEFT_OUT = "text_left_out", "Text that stands outside the tables"
    TABLE_NOT_USED = "table_not_used", "A table that is not part of the schedule"
    COLUMN_NOT_USED = "column_not_used", "A column kept in the notes"
    TABLE_TURNED = "table_turned", "A table that lies on its side"
    HEADINGS_ASSUMED = "headings_assumed", "Rows without headings of their own"
    CELLS_JOINED = "cells_joined", "Cells without a meeting were joined to the one beside them"
    LETTERS_FOREIGN = "letters_foreign", "Letters of another alphabet that look the same"
    # tables of the schedule
    CATEGORY_RESTORED = "category_restored", "A heading that is garbled in the file"
    CATEGORY_ASSUMED = "category_assumed", "A line was taken as the name of a table"
    CATEGORY_MISSING = "category_missing", "A table without a name"
    # lines
    SEVERAL_MEETINGS = "several_meetings", "One cell that may name several meetings"
    NAME_REPEATED = "name_repeated", "The same meeting a second time"
    SERIES_EXISTS = "series_exists", "A meeting that is on the schedule already"
    FORUMS_FROM_NAME = "forums_from_name", "How many forums there are stands only in the name"
    PERSON_NAMED = "person_named", "A person’s name where a post should stand"
    # how often
    FREQUENCY_BLANK = "frequency_blank", "How often is not given"
    FREQUENCY_ASSUMED = "frequency_assumed", "How often was assumed"
    FREQUENCY_UNREADABLE = "frequency_unreadable", "How often could not be read as a number"
    # posts
    POST_GARBLED = "post_garbled", "A post whose letters are broken up"
    LEADS_SEVERAL = "leads_several", "Several posts lead one meeting"
    POST_SPELT = "post_spelt", "A short form was taken as a post’s full name"
    POST_AMBIGUOUS = "post_ambiguous", "Several posts that are there already may be meant"
    POST_NEW = "post_new", "A post that the office does not have yet"
    PRECEDES_ASSUMED = "precedes_assumed", "A meeting that must come before another"
    # promises
    PROMISE_ASSUMED = "promise_assumed", "Words that seem to promise attendance"
    PROMISE_UNREADABLE = "promise_unreadable", "Words of attendance that can’t be counted"


ADD, UPDATE, NO = "add", "update", "no"

_OTHER_WORDS = {"correct": "Give the right words", "asks": "words"}
_OTHER_POSTS = {"correct": "Give the posts, one a line", "asks": "lines"}
_ANOTHER_POST = {"correct": "It is another post", "asks": "post"}
_HOW_OFTEN = {"correct": "Say how often", "asks": "often"}
_D = ScheduleDoubt

CHOICES = {
    _D.HEADINGS_ASSUMED: choices("Right", "Leave these rows out", NO),
    _D.CELLS_JOINED: choices("Right", "Leave the words out", NO),
    _D.LETTERS_FOREIGN: choices("Right", "Keep the letters as they are", NO),
    _D.CATEGORY_RESTORED: choices("Right", **_OTHER_WORDS),
    _D.CATEGORY_ASSUMED: choices("Right", **_OTHER_WORDS),
    _D.CATEGORY_MISSING: choices("Right", **_OTHER_WORDS),
    _D.SEVERAL_MEETINGS: choices("One line", "Several: give them, one a line", asks="lines"),
    _D.NAME_REPEATED: choices("A line of its own", "Leave it out", NO),
    _D.SERIES_EXISTS: (
        Choice(ACCEPT, "Leave it as it is"),
        Choice(CORRECT, "Change it to what the file says", UPDATE),
        Choice(CORRECT, "Add another line", ADD),
    ),
    _D.FORUMS_FROM_NAME: choices("Right", "One meeting", NO),
    _D.PERSON_NAMED: choices("Keep the words", "Give words without the name", asks="words"),
    _D.FREQUENCY_BLANK: choices("It is not known", **_HOW_OFTEN),
    _D.FREQUENCY_ASSUMED: choices("Right", **_HOW_OFTEN),
    _D.FREQUENCY_UNREADABLE: choices("It is not known", **_HOW_OFTEN),
    _D.POST_GARBLED: choices("Right", **_OTHER_POSTS),
    _D.LEADS_SEVERAL: choices("Right", **_ANOTHER_POST),
    _D.POST_SPELT: choices("Right", **_ANOTHER_POST),
    _D.POST_AMBIGUOUS: choices("No post is linked", **_ANOTHER_POST),
    _D.POST_NEW: choices("Make the post", **_ANOTHER_POST),
    _D.PRECEDES_ASSUMED: choices("Right", "It need not come before", NO),
    _D.PROMISE_ASSUMED: choices("It is promised", "It is no promise", NO),
}

PUT_OFF = Choice(LATER, "Leave it for later")


def doubt(code, source, text, assumed, *, key="", group="", offered=()) -> Doubt:
    """`key` is that of the line it is about; `offered` are choices of its own."""
    return Doubt(code, source, text, assumed, key, group, tuple(offered) or CHOICES.get(code, ()))
