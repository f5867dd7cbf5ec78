"""The engagement grid: whom the office has listened to, and whom it has not."""

urlpatterns = []
