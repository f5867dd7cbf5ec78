"""Papers for everybody, where the public page is switched on, and by a signed link."""

from django.urls import path

from .views import by_link, public

PUBLIC, LINKED = "papers/<slug:slug>/<int:number>/", "paper/<str:token>/"

urlpatterns = [
    path("papers/", public.PublicList.as_view(), name="public-list"),
    path("papers/feed.xml", public.feed, name="public-feed"),
    path(PUBLIC, public.PublicPaper.as_view(), name="public-paper"),
    path(f"{PUBLIC}actions/<slug:figure>/", public.PublicFigure.as_view(), name="public-figure"),
    path(f"{PUBLIC}download/<slug:kind>/", public.PublicFile.as_view(), name="public-file"),
    path(LINKED, by_link.LinkedPaper.as_view(), name="linked-paper"),
    path(f"{LINKED}actions/<slug:figure>/", by_link.LinkedFigure.as_view(), name="linked-figure"),
    path(f"{LINKED}download/<slug:kind>/", by_link.LinkedFile.as_view(), name="linked-file"),
]
