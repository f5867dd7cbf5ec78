from django.urls import include, path

app_name = "reports"

# Those with a word of their own come before those that begin with a paper's slug.
urlpatterns = [
    path("", include("reports.urls_forms")),
    path("", include("reports.urls_making")),
    path("", include("reports.urls_clearing")),
    path("", include("reports.urls_minutes")),
    path("", include("reports.urls_writing")),
    path("", include("reports.urls_reading")),
    path("", include("reports.urls_public")),
]
