"""The command: a whole batch or nothing, a sentence for every refusal, an edition never changed."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from reports.models import Edition, Publication, Report, Series, User

ARTICLES = Path(__file__).parents[1] / "articles"
GRAIN, SALT = str(ARTICLES / "gap-and-furniture.txt"), str(ARTICLES / "wrapped.txt")


def run(*args: str, **options: Any) -> str:
    out = StringIO()
    call_command("import_briefing", *args, stdout=out, **options)
    return out.getvalue()


def changed(tmp_path: Path, old: str, new: str, name: str = "changed.txt") -> str:
    path = tmp_path / name
    path.write_text(Path(GRAIN).read_text().replace(old, new))
    return str(path)


def test_a_dry_run_needs_no_database_and_says_what_it_read() -> None:
    said = run(GRAIN, dry_run=True)

    for row in (
        "Series                    Sample Notes",
        "ISSN                      1234-5679",
        "Place                     Volume 3, Issue 11",
        "Authors                   Ida Example, Tom Specimen",
        "Caption                   The old crane of Port Sample",
        "Credit                    Ida Example, CC BY 4.0",
        "Findings                  3, ",
        "    1. Short Truce",
        "    line 56: “Related Posts” ends the article",
        "none lost, none doubled",
        "this was a dry run",
    ):
        assert row in said


def test_json_is_one_object_with_the_sum_of_the_words() -> None:
    said = json.loads(run(GRAIN, dry_run=True, json=True))

    (file,) = said["files"]
    count = file["words"]
    assert said["dry_run"] is True
    assert said["imported"] == []
    assert file["series"] == {"title": "Sample Notes", "issn": "1234-5679", "volume": 3, "issue": 11}
    assert [each["name"] for each in file["scenarios"]] == ["Short Truce", "Long Silence"]
    assert count["read"] == count["placed"] + count["labels"] + count["left_out"]
    assert (count["missing"], count["doubled"], count["balances"]) == ([], [], True)


@pytest.mark.django_db
def test_an_article_becomes_a_draft_of_a_briefing(dana: User) -> None:
    run(GRAIN, by=dana.email)

    report = Report.objects.get()
    assert (report.series.title, report.volume, report.issue) == ("Sample Notes", 3, 11)
    assert report.created_by == dana
    assert report.authors == ["Ida Example", "Tom Specimen"]
    assert report.findings.count() == 3
    assert [each.name for each in report.scenarios.all()] == ["Short Truce", "Long Silence"]
    assert not Edition.objects.exists()


@pytest.mark.django_db
def test_without_a_name_the_importers_own_account_is_taken_which_nobody_can_use() -> None:
    run(GRAIN)

    by = Report.objects.get().created_by
    assert (by.is_active, by.is_staff, by.has_usable_password()) == (False, False, False)


@pytest.mark.django_db
def test_the_same_issue_is_refused_and_replaced_only_when_asked(tmp_path: Path) -> None:
    run(GRAIN)
    again = changed(tmp_path, "about rosters", "about shifts")

    with pytest.raises(
        CommandError, match=r"changed\.txt:6: Sample Notes, volume 3, issue 11 is imported already"
    ):
        run(again)
    assert "about rosters" in Report.objects.get().findings.first().text
    run(again, replace=True)

    report = Report.objects.get()
    assert "about shifts" in report.findings.first().text
    assert report.version == 2
    assert report.findings.count() == 3


@pytest.mark.django_db
def test_a_batch_is_imported_whole_or_not_at_all(tmp_path: Path) -> None:
    bad = changed(tmp_path, "1234-5679", "1234-5670")

    with pytest.raises(CommandError, match=r"changed\.txt:6: The ISSN 1234-5670 does not check"):
        run(SALT, bad)
    assert not Report.objects.exists()

    other = changed(tmp_path, "Sample Notes ISSN", "Other Notes ISSN")
    with pytest.raises(
        CommandError, match=r"changed\.txt:6: ISSN 1234-5679 belongs to the series “Sample Notes”"
    ):
        run(SALT, other)
    assert not Report.objects.exists()
    assert not Series.objects.exists()

    with pytest.raises(CommandError, match="Another file of this batch is the same issue"):
        run(GRAIN, changed(tmp_path, "x", "x"), replace=True)
    assert not Report.objects.exists()


@pytest.mark.django_db
def test_what_was_issued_stays_when_the_text_is_replaced(tmp_path: Path) -> None:
    assert "Published: /briefings/sample-notes-3-11/" in run(GRAIN, publish=True)
    before = Edition.objects.get()

    run(changed(tmp_path, "about rosters", "about shifts"), replace=True)

    after = Edition.objects.get()
    assert (after.snapshot, after.pdf_sha256) == (before.snapshot, before.pdf_sha256)
    assert Publication.objects.get().edition == before


@pytest.mark.django_db
def test_an_unfinished_text_is_not_published_and_stays_as_a_draft() -> None:
    out = StringIO()
    name = str(ARTICLES / "no-series-no-headings.txt")
    with pytest.raises(CommandError, match="Imported as a draft, not published without: Key Findings, Risk"):
        call_command("import_briefing", name, series="Sample Notes", publish=True, json=True, stdout=out)

    assert [each["id"] for each in json.loads(out.getvalue())["imported"]] == [Report.objects.get().pk]
    assert not Edition.objects.exists()


@pytest.mark.django_db
def test_where_the_analysis_cannot_be_told_the_refusal_says_so(tmp_path: Path) -> None:
    path = tmp_path / "untold.txt"
    head = "The Mill\n\nSample Notes Volume 1 Issue 1\n\nA lead.\n\nKey Findings\n\n• One.\n\n"
    below = "Background\n\nThe mill closed.\n\nRisk Assessment\n\nLow.\n\n"
    close = "Scenarios\n\n1. A: b.\n2. C: d.\n\nConclusion\n\nSo."
    path.write_text(head + below + close)

    with pytest.raises(
        CommandError, match=r"without: Analysis\. line 13: The analysis could not be told from the background"
    ):
        run(str(path), publish=True)
    assert Report.objects.get().sections.get(kind="background").body == "The mill closed."


def test_a_dry_run_changes_nothing_even_when_told_to_publish() -> None:
    assert "this was a dry run" in run(GRAIN, dry_run=True, publish=True)


@pytest.mark.django_db
def test_an_article_without_a_series_line_needs_one_named() -> None:
    name = str(ARTICLES / "no-series-no-headings.txt")

    with pytest.raises(CommandError, match=r"no-series-no-headings\.txt:1: No line such as .* use --series"):
        run(name)
    run(name, series="Sample Notes")
    with pytest.raises(CommandError, match="“A Note on Lighthouses” in Sample Notes is imported already"):
        run(name, series="Sample Notes")

    assert Report.objects.get().volume is None


@pytest.mark.django_db
def test_a_refusal_can_be_read_by_a_program_too(tmp_path: Path) -> None:
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import_briefing", changed(tmp_path, "Volume 3", "Volume 3-4"), stdout=out, json=True)

    said = json.loads(out.getvalue())["refused"]
    assert (Path(said["file"]).name, said["line"]) == ("changed.txt", 6)
    assert said["reason"].startswith("“3-4” is not the number")


@pytest.mark.django_db
def test_an_unknown_person_is_refused() -> None:
    with pytest.raises(CommandError, match="no account with the address nobody@example"):
        run(GRAIN, by="nobody@example.org")


@pytest.mark.django_db
@pytest.mark.parametrize("name", [p.name for p in sorted(ARTICLES.glob("*.*")) if p.name != "README.md"])
def test_every_article_is_imported(name: str) -> None:
    needs_series = name.startswith("no-series")
    run(str(ARTICLES / name), **({"series": "Sample Notes"} if needs_series else {}))

    assert Report.objects.count() == 1
