"""The engagement log as files: brought in, taken out, and shared as counts."""

urlpatterns = []
