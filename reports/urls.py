"""The addresses of the public site."""

from django.urls import path, register_converter
from django.urls.converters import SlugConverter

from reports import feeds
from reports.api import briefings as briefings_api
from reports.domain import schema
from reports.views import (
    briefings,
    data,
    inviting,
    invoices,
    joining,
    listings,
    mails,
    members,
    schemas,
    searches,
    tokens,
    verifying,
)


class AnySlug(SlugConverter):
    """A slug in any script."""

    regex = r"[-\w]+"


register_converter(AnySlug, "anyslug")

app_name = "reports"

urlpatterns = [
    path("", listings.home, name="home"),
    path("series/<anyslug:slug>/", listings.series, name="series"),
    path("briefings/<anyslug:slug>/", briefings.briefing, name="briefing"),
    path("briefings/<anyslug:slug>/pdf/", briefings.briefing_pdf, name="briefing-pdf"),
    path(
        "briefings/<anyslug:slug>/pictures/<str:digest>", briefings.briefing_picture, name="briefing-picture"
    ),
    path("verify/", verifying.verify, name="verify"),
    path("verify/file/<str:sha256>", verifying.verify_file, name="verify-file"),
    path("verify/<path:code>", verifying.verify_code, name="verify-code"),
    path("invoices/<str:number>/", invoices.invoice, name="invoice"),
    path("search/", searches.search, name="search"),
    path(f"schemas/{schema.NAME}", schemas.snapshot, name="schema"),
    path("mail/stop/<str:token>/", mails.stop, name="mail-stop"),
    path("organisation/ask/", joining.ask, name="ask-to-join"),
    path("organisation/invitation/<slug:token>/", inviting.invitation, name="invitation"),
    path("organisation/members/", members.index, name="members"),
    path("organisation/members/invite/", inviting.invite, name="invite"),
    path("organisation/members/invitations/<int:pk>/", inviting.change, name="invitation-change"),
    path("organisation/members/domains/", joining.add_domain, name="domain-add"),
    path("organisation/members/domains/<int:pk>/", joining.remove_domain, name="domain-remove"),
    path("organisation/members/asks/<int:pk>/", joining.decide, name="join-decide"),
    path("organisation/members/<int:pk>/<slug:name>/", members.step, name="member-step"),
    path("feed.atom", feeds.feed, name="feed"),
    path("series/<anyslug:slug>/feed.atom", feeds.feed, name="series-feed"),
    path("briefings/<anyslug:slug>/citation.<slug:form>", feeds.citation, name="citation"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("account/data/", data.page, name="data"),
    path("account/data/export/", data.export, name="data-export"),
    path("account/data/archive.zip", data.download, name="data-archive"),
    path("account/data/erasure/", data.erasure, name="data-erasure"),
    path("account/data/erasure/take-back/", data.take_back, name="data-take-back"),
    path("account/tokens/", tokens.index, name="tokens"),
    path("account/tokens/<int:pk>/revoke/", tokens.revoke, name="token-revoke"),
    path("api/v1/briefings/", briefings_api.briefings, name="api-briefings"),
    path("api/v1/briefings/<anyslug:slug>/", briefings_api.briefing, name="api-briefing"),
    path("robots.txt", listings.robots, name="robots"),
]
