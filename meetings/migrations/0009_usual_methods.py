from django.db import migrations

# Seed 003 §5 has engaged by these; the second is whether people can answer by it.
METHODS = (
    ("Surgery", True),
    ("Street stall", True),
    ("Community meeting", True),
    ("Visit", True),
    ("Conference or event", True),
    ("School or college session", True),
    ("Survey", True),
    ("Consultation", True),
    ("Partner network", True),
    ("Correspondence", True),
    ("Social media", True),
    ("Newsletter", False),
    ("Press and broadcast", False),
)


def make_rows(apps, schema_editor):
    method = apps.get_model("meetings", "EngagementMethod")
    for position, (title, listens) in enumerate(METHODS):
        method.objects.get_or_create(
            title=title, defaults={"listens": listens, "position": position}
        )


class Migration(migrations.Migration):
    dependencies = [("meetings", "0008_engagement")]

    operations = [migrations.RunPython(make_rows, migrations.RunPython.noop)]
