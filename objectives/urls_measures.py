"""Measures: figures followed over time."""

urlpatterns = []
