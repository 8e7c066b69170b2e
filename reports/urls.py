"""The addresses of the public site."""

from django.urls import path

from reports.views import briefings, listings, searches

app_name = "reports"

urlpatterns = [
    path("", listings.home, name="home"),
    path("series/<str:slug>/", listings.series, name="series"),
    path("briefings/<str:slug>/", briefings.briefing, name="briefing"),
    path("briefings/<str:slug>/pdf/", briefings.briefing_pdf, name="briefing-pdf"),
    path("search/", searches.search, name="search"),
    path("robots.txt", listings.robots, name="robots"),
]
