"""What programs fetch: feeds, the map of the site, citations, and the data in a page's head."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.test import Client

from reports.models import Publication
from tests import factories

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
CITATION = "/briefings/locked-files-1-1/citation."


@pytest.fixture
def locked(db: None) -> Publication:
    """Two briefings, one of them for subscribers and with a title that every format would trip over."""
    factories.briefing()
    return factories.briefing(
        "locked-files-1-1", series="Locked Files", access="subscribers", title="Ice & {iron}: 100 %</script>",
        authors=["Ada Lind", "Bo Å"],
    )  # fmt: skip


def entries(client: Client, address: str) -> list[tuple[str | None, str | None]]:
    feed = ElementTree.fromstring(client.get(address).content)  # noqa: S314 -- our own
    return [
        (each.findtext(f"{ATOM}title"), each.findtext(f"{ATOM}summary")) for each in feed.iter(f"{ATOM}entry")
    ]


def test_a_feed_tells_titles_and_leads_of_all_or_of_one_series(locked: Publication, client: Client) -> None:
    told = (locked.title, factories.OPEN_LEAD)
    assert entries(client, "/series/locked-files/feed.atom") == [told]
    assert entries(client, "/feed.atom") == [told, ("Ferries in Winter", factories.OPEN_LEAD)]
    assert client.get("/series/none/feed.atom").status_code == 404


def test_the_map_names_the_public_pages(locked: Publication, client: Client) -> None:
    found = re.findall(r"<loc>[^/]+//[^/]+([^<]*)</loc>", client.get("/sitemap.xml").content.decode())
    series, briefings = (
        ["/series/locked-files/", "/series/northern-files/"],
        ["locked-files-1-1", "northern-files-1-1"],
    )
    assert sorted(found) == sorted(["/", *series, *(f"/briefings/{slug}/" for slug in briefings)])
    assert "/sitemap.xml\n" in client.get("/robots.txt").content.decode()


def test_a_citation_is_whole_in_each_form_and_ends_no_field_early(
    locked: Publication, client: Client
) -> None:
    bib, ris, csl = (client.get(CITATION + form).content.decode() for form in ("bib", "ris", "json"))
    assert r"title = {{Ice \& \{iron\}: 100 \%</script>}}" in bib
    assert "author = {{Ada Lind} and {Bo Å}}" in bib
    assert ris.splitlines()[:5] == [
        "TY  - JOUR", f"TI  - {locked.title}", "AU  - Ada Lind", "AU  - Bo Å", "T2  - Locked Files",
    ]  # fmt: skip
    (item,) = json.loads(csl)
    assert (item["title"], item["author"][1]) == (locked.title, {"literal": "Bo Å"})
    assert client.get(CITATION + "doc").status_code == 404


def test_the_head_of_a_page_speaks_to_machines_and_cannot_be_broken_out_of(
    locked: Publication, client: Client
) -> None:
    page = client.get("/briefings/locked-files-1-1/").content.decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    said = json.loads(data)
    assert (said["headline"], said["isAccessibleForFree"]) == (locked.title, False)
    assert said["isPartOf"]["isPartOf"]["isPartOf"]["name"] == "Locked Files"
    assert factories.LOCKED not in page


def test_what_has_not_changed_is_not_sent_again(locked: Publication, client: Client) -> None:
    for address in ("/feed.atom", "/sitemap.xml", f"{CITATION}ris", "/briefings/northern-files-1-1/"):
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content, "sessionid" in client.cookies) == (304, b"", False)
        assert "public" in first["Cache-Control"]
        assert "Cookie" not in first.get("Vary", "")
