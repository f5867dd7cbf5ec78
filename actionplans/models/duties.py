from django.db import models


class StatutoryDuty(models.Model):
    """A section of an Act that an objective or an action helps to discharge (seed 000 §2.5)."""

    act = models.CharField("Act", max_length=200)
    section = models.CharField(max_length=50, blank=True)
    title = models.CharField("what it requires", max_length=300, blank=True)
    url = models.URLField("address of the text", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["act", "section", "pk"]
        verbose_name_plural = "statutory duties"
        constraints = [
            models.UniqueConstraint(
                fields=["act", "section"],
                name="statutory_duty_once",
                violation_error_message="This section of the Act is in the list already",
            )
        ]

    def __str__(self):
        return f"{self.act}, {self.section}" if self.section else self.act
