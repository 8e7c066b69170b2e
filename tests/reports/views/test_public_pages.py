"""The public pages: what they cost, what they tell caches, and that they tell nobody too much."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from reports.models import Series, User
from tests import factories

pytestmark = pytest.mark.django_db

VOID = {"meta", "link", "input", "br", "hr", "img"}
STYLES = ("reports/tokens.css", "config/things.css", "config/house.css")
LARGEST = 15_000
TEMPLATES = [
    path
    for app in ("config", "reports")
    for path in Path(settings.BASE_DIR, app, "templates").rglob("*.html")
    if not {"pdf", "mail"} & set(path.parts)
]


class Markup(HTMLParser):
    """Checks that every element is closed, ids are unique, and every label and fragment leads somewhere."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.wanted: list[str] = []
        self.headings: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        self.headings += [tag] if re.fullmatch(r"h\d", tag) else []
        self.ids += [values["id"]] if values.get("id") else []  # type: ignore[list-item]
        self.wanted += [values["for"]] if values.get("for") else []  # type: ignore[list-item]
        self.wanted += [values["href"][1:]] if (values.get("href") or "").startswith("#") else []  # type: ignore[index]
        assert "style" not in values
        assert not any(name.startswith("on") for name in values)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def check(html: str) -> Markup:
    markup = Markup(html)
    assert markup.open == []
    assert len(markup.ids) == len(set(markup.ids))
    assert set(markup.wanted) <= set(markup.ids)
    assert markup.headings.count("h1") == 1
    return markup


@pytest.fixture
def addresses() -> list[str]:
    factories.briefing()
    factories.briefing("closed-1-1", series="Closed Files", access="subscribers", title="Closed")
    return [
        *("/", "/series/northern-files/", "/briefings/northern-files-1-1/", "/briefings/closed-1-1/"),
        *("/search/?q=ferries", "/account/login/"),
    ]


def test_every_page_is_well_formed(client: Client, addresses: list[str]) -> None:
    for address in [*addresses, "/nothing-here/"]:
        check(client.get(address).content.decode())


def test_every_page_without_pictures_weighs_at_most_15_kb(client: Client, addresses: list[str]) -> None:
    styles = sum(len(gzip.compress(Path(str(finders.find(name))).read_bytes())) for name in STYLES)
    for address in addresses:
        response = client.get(address, headers={"accept-encoding": "gzip"})
        assert len(response.content) + styles < LARGEST, address


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/", 2), ("/series/northern-files/", 3), ("/briefings/northern-files-1-1/", 1), ("/robots.txt", 0)],
)
def test_public_pages_cost_few_queries_and_no_session(
    client: Client, django_assert_num_queries: object, address: str, queries: int
) -> None:
    for number in range(1, 6):
        factories.briefing(f"northern-files-1-{number}")
    client.cookies["sessionid"] = "x" * 32

    with django_assert_num_queries(queries):  # type: ignore[operator]
        response = client.get(address)

    assert response.status_code == 200
    assert "Cookie" not in response.get("Vary", "")
    assert "public" in response["Cache-Control"]
    assert not response.cookies


def test_the_page_of_an_open_briefing_is_whole_for_everybody(client: Client, alice: User) -> None:
    factories.briefing()
    strangers = client.get("/briefings/northern-files-1-1/").content
    client.force_login(alice)

    assert client.get("/briefings/northern-files-1-1/").content == strangers
    assert factories.LOCKED.encode() in strangers


def test_locked_words_are_nowhere_in_what_a_stranger_is_served(
    client: Client, addresses: list[str], charlie: User
) -> None:
    factories.briefing("closed-1-2", series="Closed Files", title="Closed too")
    Series.objects.update(access="subscribers")
    for _ in range(2):
        for address in addresses:
            assert factories.LOCKED not in client.get(address).content.decode(), address
        client.force_login(charlie)


def test_a_teaser_says_who_reads_the_rest(client: Client, charlie: User) -> None:
    factories.briefing(access="subscribers")
    page = client.get("/briefings/northern-files-1-1/").content.decode()

    assert "The full briefing is for subscribers of Northern Files" in page
    assert "/account/login/?next=/briefings/northern-files-1-1/" in page
    assert "/briefings/northern-files-1-1/pdf/" not in page
    client.force_login(charlie)
    assert "does not subscribe" in client.get("/briefings/northern-files-1-1/").content.decode()


def test_a_subscriber_reads_all_of_it_and_no_cache_keeps_it(client: Client, alice: User) -> None:
    page = factories.briefing(access="subscribers")
    factories.subscribe(alice, page.series)
    client.force_login(alice)

    response = client.get("/briefings/northern-files-1-1/")

    assert factories.LOCKED in response.content.decode()
    assert "private" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]


def test_every_briefing_offers_a_tailored_report(client: Client, addresses: list[str]) -> None:
    for slug in ("northern-files-1-1", "closed-1-1"):
        assert f"/requests/new/?briefing={slug}" in client.get(f"/briefings/{slug}/").content.decode()


def test_an_unchanged_page_is_304_and_a_changed_one_is_not(client: Client) -> None:
    page = factories.briefing()
    etag = client.get("/briefings/northern-files-1-1/")["ETag"]

    again = client.get("/briefings/northern-files-1-1/", headers={"if-none-match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)

    factories.briefing("northern-files-1-2")
    page.refresh_from_db()
    assert page.related
    assert client.get("/briefings/northern-files-1-1/", headers={"if-none-match": etag}).status_code == 200


def test_the_tag_of_a_teaser_does_not_answer_for_the_whole(client: Client, alice: User) -> None:
    page = factories.briefing(access="subscribers")
    teaser = client.get("/briefings/northern-files-1-1/")["ETag"]
    factories.subscribe(alice, page.series)
    client.force_login(alice)

    assert client.get("/briefings/northern-files-1-1/", headers={"if-none-match": teaser}).status_code == 200


def test_what_is_marked_red_later_is_gone(client: Client) -> None:
    page = factories.briefing()
    type(page).objects.update(marking="TLP:RED")

    assert client.get("/briefings/northern-files-1-1/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/briefings/no/", "/series/no/", "/briefings/no/pdf/", "/briefings/%00/", "/series/%F0%9F%9A%A2/", "/x"],
)
def test_what_does_not_exist_is_a_page_that_helps(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert "front page" in response.content.decode()


@pytest.mark.parametrize(
    "words",
    [
        *("%00", "%22", "a" * 10_000, "%FF%FE", "%D8%A8%E2%80%8F"),
        *("%3Cscript%3E", "%7B%7B%20x%20%7D%7D", "AND+OR+NOT", "*"),
    ],
)
def test_the_search_page_takes_anything(client: Client, words: str) -> None:
    factories.briefing()

    response = client.get(f"/search/?q={words}")

    assert response.status_code == 200
    check(response.content.decode())
    assert "<script" not in response.content.decode()


def test_search_results_link_and_mark(client: Client) -> None:
    factories.briefing()

    page = client.get("/search/?q=quicksilver").content.decode()

    assert '<a href="/briefings/northern-files-1-1/">Ferries in Winter</a>' in page
    assert "<mark>quicksilver</mark>" in page


def test_a_long_series_is_paged_and_grouped_by_volume(client: Client) -> None:
    for number in range(61):
        factories.briefing(f"n-{number}", volume=1 + number // 40, issue=number)

    first = client.get("/series/northern-files/").content.decode()
    second = client.get("/series/northern-files/?page=2").content.decode()

    assert re.findall(r'class="rule">(Volume \d)', first) == ["Volume 2", "Volume 1"]
    assert first.count("<article") == 60
    assert second.count("<article") == 1
    assert client.get("/series/northern-files/?page=nonsense").status_code == 200


def test_the_head_names_the_briefing_for_libraries(client: Client) -> None:
    page = factories.briefing()
    Series.objects.update(issn="2975-0598")
    html = client.get(reverse("reports:briefing", args=[page.slug])).content.decode()

    assert f'<link rel="canonical" href="{settings.SITE_URL}/briefings/northern-files-1-1/">' in html
    assert '<meta name="citation_issn" content="2975-0598">' in html
    assert f'<meta property="og:description" content="{factories.OPEN_LEAD}">' in html


def test_an_empty_site_says_so(client: Client) -> None:
    assert "No briefing has been published yet" in client.get("/").content.decode()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_have_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text()

    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text)
    data = r'type="application/(ld\+)?json"'
    assert not re.search(rf"<script(?![^>]*\s(src=|{data}))", text)  # data is no script
    assert not re.search(r"https?://(?!www\.w3\.org)", text)


def test_a_fault_of_ours_is_a_page_of_its_own(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("reports.services.pages.latest", lambda count: 1 / 0)

    response = client.get("/")

    assert response.status_code == 500
    check(response.content.decode())
    assert "The fault is ours" in response.content.decode()
