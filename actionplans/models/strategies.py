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
