"""What the coordinator writes in a paper."""

urlpatterns = []
