from django.db import migrations

# Seed 002 §4.2 names these four.
PRINCIPLES = (
    ("Listen", "We ask, and hear what people say", True),
    ("Respond", "We answer what was said, and act on it", True),
    ("Inform", "We tell people what they need to know", False),
    ("Involve", "People take part in what is decided and done", True),
)


def make_rows(apps, schema_editor):
    principle = apps.get_model("actionplans", "Principle")
    for position, (title, meaning, listens) in enumerate(PRINCIPLES):
        principle.objects.get_or_create(
            strategy=None,
            title=title,
            defaults={"meaning": meaning, "listens": listens, "position": position},
        )


class Migration(migrations.Migration):
    dependencies = [("actionplans", "0004_principles")]

    operations = [migrations.RunPython(make_rows, migrations.RunPython.noop)]
