"""You said, we did: issues heard, the responses, and that people were told."""

urlpatterns = []
