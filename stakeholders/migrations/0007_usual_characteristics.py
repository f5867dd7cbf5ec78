from django.db import migrations

# Equality Act 2010, s.4; of a special category are those of UK GDPR, Article 9(1).
CHARACTERISTICS = (
    ("Age: children and young people", False),
    ("Age: older people", False),
    ("Disability", True),
    ("Gender reassignment", True),
    ("Marriage and civil partnership", False),
    ("Pregnancy and maternity", True),
    ("Race", True),
    ("Religion or belief", True),
    ("Sex", False),
    ("Sexual orientation", True),
    ("Victims and witnesses of crime", False),
    ("Rural", False),
    ("Business", False),
)


def make_rows(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    group.objects.get_or_create(name="Contact keeper")
    characteristic = apps.get_model("stakeholders", "Characteristic")
    for position, (title, special) in enumerate(CHARACTERISTICS):
        characteristic.objects.get_or_create(
            title=title, defaults={"special": special, "position": position}
        )


class Migration(migrations.Migration):
    dependencies = [
        ("stakeholders", "0006_directory"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(make_rows, migrations.RunPython.noop)]
