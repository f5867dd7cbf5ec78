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
