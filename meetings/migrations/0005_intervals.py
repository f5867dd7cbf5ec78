from django.db import migrations

from meetings.frequency import read_frequency


def fill_intervals(apps, schema_editor):
    """From one meeting to the next, as the words say it; a number that the office stated
    otherwise has no rhythm of its own."""
    alias = schema_editor.connection.alias
    for name in ("Forum", "Frequency"):
        rows = apps.get_model("meetings", name).objects.using(alias)
        for row in rows.filter(interval__isnull=True):
            reading = read_frequency(row.frequency_text)
            if reading.interval and reading.per_year == row.per_year:
                row.interval, row.interval_unit = reading.interval, reading.interval_unit
                row.save(update_fields=["interval", "interval_unit"])


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_first_frequencies")]

    operations = [migrations.RunPython(fill_intervals, migrations.RunPython.noop)]
