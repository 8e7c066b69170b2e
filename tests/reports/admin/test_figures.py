"""Pictures in a report: chosen once, kept when the form returns, served under the gate, swept in the end."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from reports.models import Report, Series, User
from reports.services import editions, pictures, publishing, snapshots, storing
from tests import factories
from tests.reports.admin.desk import at, form_in, opened, page_of, signed_in, text_of, written


@pytest.fixture
def client(dana: User) -> Client:
    return signed_in(dana)


def upload(colour: str = "red", name: str = "map.png") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (20, 10), colour).save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def with_figure(client: Client, **fields: str) -> Report:
    """A report with one picture, saved through the form."""
    report = written(**fields)
    form: dict[str, object] = {**opened(client, page_of(report)), "figures-0-upload": upload(), "_save": ""}
    form |= {"figures-0-caption": "The harbour", "figures-0-alternative": "A red field."}
    assert client.post(page_of(report), form).status_code == 302
    report.refresh_from_db()
    return report


def test_a_picture_is_saved_with_its_words(client: Client) -> None:
    figure = with_figure(client).figures.get()
    assert (figure.caption, figure.alternative, figure.width, figure.height) == (
        "The harbour",
        "A red field.",
        20,
        10,
    )
    assert storing.read(figure.name)


def test_a_refused_form_brings_the_picture_back(client: Client) -> None:
    report = written()
    form: dict[str, object] = {**opened(client, page_of(report)), "figures-0-upload": upload(), "title": ""}
    page = client.post(page_of(report), {**form, "_save": ""}).content.decode()
    came_back = form_in(page)
    assert came_back["figures-0-kept"]
    client.post(page_of(report), {**came_back, "title": "Ferries", "_save": ""})
    assert report.figures.count() == 1


def test_what_is_no_picture_is_refused_beside_its_field(client: Client) -> None:
    report = written()
    svg = SimpleUploadedFile("map.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png")
    form: dict[str, object] = {**opened(client, page_of(report)), "figures-0-upload": svg, "_save": ""}
    assert "Figure 1, picture: This cannot be read as a PNG" in text_of(
        client.post(page_of(report), form).content
    )
    words = {**opened(client, page_of(report)), "figures-0-caption": "No picture", "_save": ""}
    assert "Figure 1, picture: Choose a picture." in text_of(client.post(page_of(report), words).content)
    assert not report.figures.exists()


@pytest.mark.parametrize("token", ["x", "a:b:c", '["' + "a" * 64 + '", "image/png", 1, 1]'])
def test_a_token_that_is_not_ours_is_refused(client: Client, token: str) -> None:
    report = written()
    form = {**opened(client, page_of(report)), "figures-0-kept": token, "_save": ""}
    assert "Choose the picture again." in text_of(client.post(page_of(report), form).content)


def test_a_picture_that_was_cleared_away_is_asked_for_again(client: Client) -> None:
    report = with_figure(client)
    form = {**opened(client, page_of(report)), "title": "Changed", "_save": ""}
    storing.storages["editions"].delete(report.figures.get().name)
    assert "choose it again" in text_of(client.post(page_of(report), form).content)


def test_a_chosen_picture_is_taken_at_once(client: Client, alice: User) -> None:
    address = reverse("admin:reports_report_take_picture")
    answer = client.post(address, {"upload": upload()}).json()
    assert client.get(answer["address"]).headers["Content-Type"] == "image/png"
    assert client.post(address, {"upload": SimpleUploadedFile("x.png", b"x")}).status_code == 422
    assert client.post(address).status_code == 422
    assert signed_in(alice).post(address, {"upload": upload()}).status_code == 302
    assert signed_in(alice).get(answer["address"]).status_code == 302


def test_the_preview_has_what_the_page_will_have(client: Client) -> None:
    report = with_figure(client)
    form = opened(client, page_of(report))
    response = client.post(at("preview_pdf", report), form, HTTP_ACCEPT="application/pdf")
    assert response.status_code == 200
    digest = snapshots.take(report, edition=0).figures[0].digest
    answer = client.post(at("preview", report), form, HTTP_ACCEPT="application/json").json()
    assert f'src="pictures/{digest}" alt="A red field."' in answer["html"]
    assert client.get(f"{page_of(report)}pictures/{digest}").status_code == 200
    assert client.get(f"{page_of(report)}pictures/{'0' * 64}").status_code == 404


@pytest.mark.parametrize(
    ("access", "who", "found"),
    [
        ("open", None, 200), ("subscribers", None, 404), ("subscribers", "charlie", 404),
        ("subscribers", "alice", 200), ("registered", None, 404), ("registered", "charlie", 200),
        ("subscribers", "dana", 200),
    ],
)  # fmt: skip
def test_a_published_picture_is_for_those_who_may_read_the_briefing(
    client: Client, access: str, who: str | None, found: int
) -> None:
    report = with_figure(client)
    Series.objects.update(access=access)
    report.refresh_from_db()
    publication = publishing.publish(report, factories.edition_of(report), by=report.created_by)
    factories.subscribe(factories.alice(), publication.series)
    reader = signed_in(getattr(factories, who)()) if who else Client()
    digest = snapshots.take(report, edition=1).figures[0].digest
    address = reverse("reports:briefing-picture", args=[publication.slug, digest])
    answer = reader.get(address)
    assert answer.status_code == found
    if found == 200:
        assert answer.headers["Cache-Control"].startswith("public" if access == "open" else "private")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_picture_of_another_briefing_is_not_found_under_this_one(client: Client) -> None:
    report = with_figure(client)
    open_one = factories.briefing()
    digest = snapshots.take(report, edition=0).figures[0].digest
    assert Client().get(reverse("reports:briefing-picture", args=[open_one.slug, digest])).status_code == 404


def test_the_sweep_keeps_what_any_version_or_edition_names(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = with_figure(client)
    in_history = report.figures.get().name
    client.post(page_of(report), {**opened(client, page_of(report)), "figures-0-DELETE": "on", "_save": ""})
    assert not report.figures.exists()
    taken = pictures.take_in(upload("blue").read())
    unnamed = pictures.stored_name(taken.digest, taken.media_type)
    keep = storing.sweep
    monkeypatch.setattr(storing, "sweep", lambda named: keep(named, older_than=timedelta(seconds=-1)))
    editions.sweep()
    assert storing.storages["editions"].exists(in_history)
    assert not storing.storages["editions"].exists(unnamed)
