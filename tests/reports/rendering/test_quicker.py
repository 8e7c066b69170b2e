"""The engine made quicker sets every letter where the engine itself would."""

import subprocess
import sys
from pathlib import Path

import pytest

from reports import figures
from reports.domain.snapshot import Snapshot
from reports.rendering import html, pdf, reading
from tests.reports.rendering.samples import BRIEFING, TABLE, with_body

# The engine leaves its own colour profile open; in the print process that ends with the process.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")

_ENGINE = "import sys; from weasyprint import HTML; HTML(filename=sys.argv[1]).write_pdf(sys.argv[2])"
_SCRIPTS = (
    "Żółta łódź, fjord, ﬁ. Паром стоит у причала, а пристань закрыта до весны; суда ждут на рейде.\n\n"
    "گزارش هفتگی دربارهٔ تنگه و بندر ۱۲۳\n\nتقرير أسبوعي عن المضيق\n\nהספינה עוגנת בנמל\n\n"
    "海峡周报：轮渡停航\n\nसाप्ताहिक रिपोर्ट जलडमरूमध्य पर\n\nყოველკვირეული ანგარიში\n\n"
    "Շաբաթական զեկույց\n\nรายงานประจำสัปดาห์"
)
SAMPLES = {
    "a briefing": BRIEFING,
    "scripts": with_body(_SCRIPTS),
    "code, lists and long words": with_body(
        f"```\none\n  two\tthree\n```\n\n- a\n\n  b\n- c **d** *e* `f`\n\n"
        f"{'long' * 60}\n\n{TABLE}\n\na[^1]\n\n[^1]: b"
    ),
}


@pytest.mark.parametrize("snapshot", SAMPLES.values(), ids=SAMPLES)
def test_letters_stand_where_the_engine_itself_puts_them(snapshot: Snapshot, tmp_path: Path) -> None:
    document = html.document(snapshot, figures.all_of(snapshot))
    source, target = tmp_path / "document.html", tmp_path / "document.pdf"
    source.write_text(document, encoding="utf-8")
    subprocess.run([sys.executable, "-c", _ENGINE, source, target], check=True)

    made, expected = reading.read(pdf.write(document).pdf), reading.read(target.read_bytes())

    assert [page.text for page in made.pages] == [page.text for page in expected.pages]
    for ours, theirs in zip(made.pages, expected.pages, strict=True):
        assert ours.xs == pytest.approx(theirs.xs, abs=0.01)
        assert ours.ys == pytest.approx(theirs.ys, abs=0.01)
