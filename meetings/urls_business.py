"""What a meeting deals with and what comes of it."""

urlpatterns = []
