from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    name = "stakeholders"
    verbose_name = "People and bodies"
    default_auto_field = "django.db.models.BigAutoField"
