from django.apps import AppConfig


class ActionplansConfig(AppConfig):
    name = "actionplans"
    verbose_name = "Action plans"
    default_auto_field = "django.db.models.BigAutoField"
