"""The addresses of requests: a request is named by a random key, never by anything that was asked."""

from django.urls import path

from requests_app.api import requests as requests_api
from requests_app.views import (
    answering,
    asking,
    changing,
    clients,
    confirming,
    drafts,
    ending,
    files,
    following,
    stepping,
    talking,
    value,
)

app_name = "requests"

urlpatterns = [
    path("organisation/", clients.organisation, name="organisation"),
    path("organisation/switch/", clients.switch, name="switch"),
    path("organisation/mail/", clients.choose_mail, name="mail"),
    path("organisation/requests/<uuid:key>/", clients.take_over, name="take-over"),
    path("requests/", following.index, name="list"),
    path("requests/new/", asking.new, name="new"),
    path("requests/new/answers/", answering.while_typing, name="while-typing"),
    path("requests/confirm/<slug:token>/", confirming.confirm, name="confirm"),
    path("requests/value/<int:organisation>/<int:year>.pdf", value.report, name="value-report"),
    path("requests/drafts/<uuid:key>/", drafts.draft, name="draft"),
    path("requests/drafts/<uuid:key>/send/", drafts.send, name="send"),
    path("requests/drafts/<uuid:key>/link/", drafts.link, name="link"),
    path("requests/drafts/<uuid:key>/discard/", drafts.discard, name="discard"),
    path("requests/drafts/<uuid:key>/check/", drafts.check, name="check"),
    path("requests/drafts/<uuid:key>/answers/", answering.answers, name="answers"),
    path("requests/drafts/<uuid:key>/answered/", answering.answered, name="answered"),
    path("requests/drafts/<uuid:key>/go-on/", answering.go_on, name="go-on"),
    path("requests/drafts/<uuid:key>/files/<uuid:file>/", files.download_of_draft, name="draft-file"),
    path("requests/drafts/<uuid:key>/<slug:step>/", asking.step, name="step"),
    path("requests/open/<slug:token>/", following.open_link, name="open"),
    path("requests/<uuid:key>/", following.detail, name="detail"),
    path("requests/<uuid:key>/received/", changing.received, name="received"),
    path("requests/<uuid:key>/receipt.pdf", changing.receipt_pdf, name="receipt"),
    path("requests/<uuid:key>/change/", changing.change, name="change"),
    path("requests/<uuid:key>/hand-over/", changing.hand_over, name="hand-over"),
    path("requests/<uuid:key>/progress/", following.progress, name="progress"),
    path("requests/<uuid:key>/withdraw/", stepping.withdraw, name="withdraw"),
    path("requests/<uuid:key>/step/<slug:name>/", stepping.step, name="take"),
    path("requests/<uuid:key>/write/", talking.write, name="write"),
    path("requests/<uuid:key>/quote-<int:number>.pdf", talking.quote_pdf, name="quote-pdf"),
    path("requests/<uuid:key>/feedback/", ending.feedback, name="feedback"),
    path("requests/<uuid:key>/files/<uuid:file>/", files.download, name="file"),
    path("requests/<uuid:key>/report.pdf", following.report_pdf, name="download"),
    path("requests/<uuid:key>/locked.pdf", following.locked_pdf, name="lock"),
    path("api/v1/requests/", requests_api.requests, name="api-requests"),
    path("api/v1/requests/<uuid:key>/", requests_api.request, name="api-request"),
]
