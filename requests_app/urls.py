"""The addresses of requests: a request is named by a random key, never by anything that was asked."""

from django.urls import path

from requests_app.views import asking, ending, following, stepping, talking

app_name = "requests"

urlpatterns = [
    path("requests/", following.index, name="list"),
    path("requests/new/", asking.new, name="new"),
    path("requests/open/<slug:token>/", following.open_link, name="open"),
    path("requests/<uuid:key>/", following.detail, name="detail"),
    path("requests/<uuid:key>/received/", asking.received, name="received"),
    path("requests/<uuid:key>/progress/", following.progress, name="progress"),
    path("requests/<uuid:key>/withdraw/", stepping.withdraw, name="withdraw"),
    path("requests/<uuid:key>/step/<slug:name>/", stepping.step, name="step"),
    path("requests/<uuid:key>/write/", talking.write, name="write"),
    path("requests/<uuid:key>/quote-<int:number>.pdf", talking.quote_pdf, name="quote-pdf"),
    path("requests/<uuid:key>/feedback/", ending.feedback, name="feedback"),
    path("requests/<uuid:key>/report.pdf", following.report_pdf, name="download"),
    path("requests/<uuid:key>/locked.pdf", following.locked_pdf, name="lock"),
]
