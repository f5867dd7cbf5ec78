"""The engagement log: what was done with communities, and what is planned."""

urlpatterns = []
