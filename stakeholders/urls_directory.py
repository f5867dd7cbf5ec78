"""The directory: areas, communities, organisations and what marks them."""

urlpatterns = []
