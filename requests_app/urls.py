"""The addresses of requests: a request is named by a random key, never by anything that was asked."""

from django.urls import path

from requests_app.views import asking, files, following

app_name = "requests"

urlpatterns = [
    path("requests/", following.index, name="list"),
    path("requests/new/", asking.new, name="new"),
    path("requests/open/<slug:token>/", following.open_link, name="open"),
    path("requests/<uuid:key>/", following.detail, name="detail"),
    path("requests/<uuid:key>/received/", asking.received, name="received"),
    path("requests/<uuid:key>/progress/", following.progress, name="progress"),
    path("requests/<uuid:key>/withdraw/", following.withdraw, name="withdraw"),
    path("requests/<uuid:key>/files/<uuid:file>/", files.download, name="file"),
    path("requests/<uuid:key>/report.pdf", following.report_pdf, name="download"),
]
