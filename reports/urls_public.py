"""Papers for everybody, where the public page is switched on, and by a signed link."""

urlpatterns = []
