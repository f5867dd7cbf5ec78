from django.db import migrations
from django.utils import timezone

KEPT = ("frequency_text", "per_year", "per_year_stated", "certainty", "frequency_note")


def begin_frequencies(apps, schema_editor):
    """Each forum's words so far become the first row of their history."""
    alias = schema_editor.connection.alias
    now = timezone.now()
    frequencies = apps.get_model("meetings", "Frequency").objects.using(alias)
    for forum in apps.get_model("meetings", "Forum").objects.using(alias):
        own = {name: getattr(forum, name) for name in KEPT}
        frequencies.create(forum=forum, recorded_at=now, **own)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_promises_and_business")]

    operations = [migrations.RunPython(begin_frequencies, migrations.RunPython.noop)]
