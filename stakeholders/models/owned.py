from django.db import models
from django.db.models import Q


class OwnedQuerySet(models.QuerySet):
    """Rows that a post answers for (`owner_post`) and that may be private (`exempt_reason`).

    `sees` names the property of `Access` that lets somebody see those that are not private.
    """

    sees = ""

    def visible_to(self, person):
        """All but the private ones; whoever answers for a private one sees it too."""
        access = person.access
        if access.sees_everything:
            return self.all()
        if not getattr(access, self.sees):
            return self.none()
        return self.filter(Q(exempt_reason="") | Q(owner_post__in=access.posts))
