"""Clearance: sent to the officers, cleared or sent back, private beside public."""

urlpatterns = []
