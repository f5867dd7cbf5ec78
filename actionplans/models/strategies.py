from django.db import models


class Strategy(models.Model):
    """What several plans may support at once (seed 002 §5.3)."""

    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    summary = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "strategies"

    def __str__(self):
        return self.title


class StrategyTheme(models.Model):
    """A theme of a strategy that objectives of its plans serve."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="themes")
    title = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["strategy", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "title"],
                name="strategy_theme_once",
                violation_error_message="The strategy has a theme of this title already",
            )
        ]

    def __str__(self):
        return self.title


class Principle(models.Model):
    """One of the ways to engage that a strategy names: listen, respond, inform, involve (seed 002
    §4.2), or inform, consult, involve. Without a strategy it is the office's own set."""

    strategy = models.ForeignKey(
        Strategy, on_delete=models.CASCADE, null=True, blank=True, related_name="principles"
    )
    title = models.CharField(max_length=100)
    meaning = models.CharField(max_length=300, blank=True)
    listens = models.BooleanField("the office hears what people say", default=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = [models.F("strategy").asc(nulls_first=True), "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "title"],
                name="principle_once_in_strategy",
                violation_error_message="The strategy has a principle of this name already",
            ),
            # An empty strategy is never equal to another one in SQL: its own constraint.
            models.UniqueConstraint(
                fields=["title"],
                condition=models.Q(strategy__isnull=True),
                name="principle_once_in_office",
                violation_error_message="There is already a principle of this name",
            ),
        ]

    def __str__(self):
        return self.title
