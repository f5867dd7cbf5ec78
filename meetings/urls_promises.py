"""The promises of attendance, and whether they are kept."""

urlpatterns = []
