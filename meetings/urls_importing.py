"""A schedule read from the office's own file, and taken out as one."""

urlpatterns = []
