"""Printing under limits: whatever a document does, it ends with a sentence and the next one is printed."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from reports.rendering import html, pdf, presses, sandbox
from reports.rendering.printed import Limits, Printed, RenderFailed
from reports.rendering.sandbox import print_pdf
from reports.rendering.verdict import Verdict, explain
from reports.rendering.wire import pack, unpack
from tests.reports.rendering.samples import BRIEFING

START = '<html lang="en"><title>p</title>'
PLAIN = f"{START}<p>plain"
ENDLESS = START + "<div style='display: flex; flex-direction: column'>" * 9 + "x"
SMALL = Limits(cpu=1, wall=5, memory=500_000_000, pages=100)

TIME = "more than 1 second of processor time"
POISON = {
    "nested column flex": (ENDLESS, TIME),
    "nested row flex": (START + "<div style='display: flex'>" * 14 + "x", TIME),
    "nested columns": (START + "<div style='columns: 2'>" * 7 + "x " * 200, TIME),
    "colspan of 100,000": (f"{START}<table><td colspan=100000>x", TIME),
    "colspan of 100,000,000": (f"{START}<table><td colspan=100000000>x", "more than 500 MB of memory"),
    "fifty wide colspans": (START + "<table><tr>" + "<td colspan=1000>x" * 50, TIME),
    "SVG that uses itself": (
        START
        + "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>"
        + "<g id=a0><rect width=1 /></g>"
        + "".join(f"<g id=a{at}>{f'<use xlink:href=#a{at - 1} />' * 10}</g>" for at in range(1, 8))
        + "</svg>",
        TIME,
    ),
    "fine gradient": (
        f"{START}<div style='height: 500px; background: repeating-linear-gradient(red, blue 0.0001px)'>",
        TIME,
    ),
    "dear selectors": (
        START
        + "<style>"
        + "".join(f":not(.a{at}) ~ :nth-child({at}n) {{ color: red }}" for at in range(2_000))
        + "</style>"
        + "<p>x" * 400,
        TIME,
    ),
    "a thousand elements deep": (START + "<div>" * 1_000 + "x", "nested too deeply"),
    "four hundred quotations": (START + "<blockquote>" * 400 + "x", "nested too deeply"),
    "a million words": (START + "word " * 1_000_000, TIME),
    "twenty thousand rows": (START + "<table>" + "<tr><td>a<td>b<td>c" * 20_000, TIME),
    "too many pages": (START + "<p style='break-after: page'>x" * 101, "has 101 pages and at most 100"),
}


@pytest.mark.parametrize("name", POISON)
def test_poison_is_stopped_and_the_next_document_is_printed(name: str) -> None:
    source, sentence = POISON[name]
    started = time.monotonic()
    with pytest.raises(RenderFailed) as failure:
        print_pdf(source, limits=SMALL)
    assert time.monotonic() - started < SMALL.wall + 3
    assert sentence in failure.value.reason
    assert print_pdf(PLAIN).pages == 1


def test_a_bomb_among_the_pictures_is_left_out_and_named() -> None:
    bomb = io.BytesIO()
    Image.new("L", (13_000, 13_000)).save(bomb, "PNG")
    printed = print_pdf(
        f"{PLAIN}<img alt='x' src='asset:bomb'>",
        assets={"bomb": ("image/png", bomb.getvalue())},
        limits=SMALL,
    )
    assert printed.pages == 1
    assert any("asset:bomb" in warning for warning in printed.warnings)


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (Limits(wall=1.5), "longer than 1.5 seconds"),
        (Limits(cpu=1), TIME),
        (Limits(memory=230_000_000), "MB of memory"),
    ],
)
def test_each_limit_is_named(limits: Limits, sentence: str) -> None:
    with pytest.raises(RenderFailed, match=sentence):
        print_pdf(
            ENDLESS if limits.memory > 10**9 else f"{START}<table><td colspan=10000000>x", limits=limits
        )


def test_a_file_that_grows_too_large_is_named() -> None:
    with pytest.raises(RenderFailed, match="The PDF grew beyond 0 MB"):
        print_pdf(PLAIN, limits=Limits(size=2_000))


def test_a_result_says_what_it_cost() -> None:
    printed = print_pdf(html.document(BRIEFING))
    assert printed.warnings == ()
    assert printed.pages == len(PdfReader(io.BytesIO(printed.pdf)).pages)
    assert 20_000_000 < printed.peak_memory < 300_000_000
    assert 0 < printed.seconds < 30


@pytest.mark.filterwarnings("ignore:unclosed file .*sRGB2014:ResourceWarning")
def test_the_print_process_gives_the_bytes_of_the_engine() -> None:
    source = html.document(BRIEFING)
    assert print_pdf(source).pdf == print_pdf(source).pdf == pdf.write(source).pdf


def test_assets_travel_with_the_document() -> None:
    pixel = io.BytesIO()
    Image.new("RGB", (1, 1), "red").save(pixel, "PNG")
    assets = {"a": ("image/png", pixel.getvalue()), "b": ("image/png", b"broken")}
    printed = print_pdf(f"{PLAIN}<img alt='x' src='asset:a'><img alt='x' src='asset:b'>", assets=assets)
    assert b"/Subtype /Image" in printed.pdf
    assert len(printed.warnings) == 1
    assert "asset:b" in printed.warnings[0]


def test_a_lone_surrogate_is_no_reason_to_fail() -> None:
    assert print_pdf(f"{PLAIN} \ud800").pages == 1


def press_pid() -> int:
    print_pdf(PLAIN)
    press = sandbox._presses.press
    assert press is not None
    return press.process.pid


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_for(condition: Callable[[], bool], *, seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_ticks_come_about_every_second() -> None:
    ticks: list[float] = []
    with pytest.raises(RenderFailed):
        print_pdf(ENDLESS, limits=Limits(wall=3.5), tick=lambda: ticks.append(time.monotonic()))
    assert len(ticks) == 3


def test_what_a_tick_raises_stops_the_render() -> None:
    press = press_pid()

    def lost() -> None:
        raise LookupError("the lease is lost")

    with pytest.raises(LookupError, match="the lease is lost"):
        print_pdf(ENDLESS, tick=lost)
    assert wait_for(lambda: not children_of(press))


def test_documents_are_printed_beside_each_other_and_not_mixed_up() -> None:
    made: dict[int, Printed] = {}

    def work(number: int) -> None:
        made[number] = print_pdf(f"{START}<p>document number {number}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, printed in made.items():
        assert PdfReader(io.BytesIO(printed.pdf)).pages[0].extract_text() == f"document number {number}"
    assert len(made) == 8


def test_one_that_hangs_does_not_hold_up_another() -> None:
    failures: list[str] = []

    def hang() -> None:
        try:
            print_pdf(ENDLESS, limits=Limits(wall=3))
        except RenderFailed as failure:
            failures.append(failure.reason)

    thread = threading.Thread(target=hang)
    thread.start()
    started = time.monotonic()
    assert print_pdf(PLAIN).pages == 1
    assert time.monotonic() - started < 2.5
    thread.join()
    assert len(failures) == 1


def test_a_killed_render_is_told_and_the_press_goes_on() -> None:
    press = press_pid()
    failures: list[str] = []

    def run() -> None:
        try:
            print_pdf(ENDLESS)
        except RenderFailed as failure:
            failures.append(failure.reason)

    thread = threading.Thread(target=run)
    thread.start()
    assert wait_for(lambda: bool(children_of(press)))
    os.kill(children_of(press)[0], signal.SIGSEGV)
    thread.join()
    assert "crashed (SIGSEGV)" in failures[0]
    assert press_pid() == press


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_press_is_told_and_the_next_call_starts_another(how: signal.Signals) -> None:
    press = press_pid()
    failures: list[str] = []

    def run() -> None:
        try:
            print_pdf(ENDLESS)
        except RenderFailed as failure:
            failures.append(failure.reason)

    thread = threading.Thread(target=run)
    thread.start()
    assert wait_for(lambda: bool(children_of(press)))
    child = children_of(press)[0]
    os.kill(press, how)
    thread.join()
    assert failures == ["The print process ended while the report was being printed; try again."]
    assert wait_for(lambda: gone(child))
    assert press_pid() != press


def test_a_press_that_died_unseen_is_replaced_at_once() -> None:
    press = press_pid()
    os.kill(press, signal.SIGKILL)
    assert print_pdf(PLAIN).pages == 1


_CLIENT = f"""
import os, sys
from reports.rendering import sandbox
sandbox.print_pdf({PLAIN!r})
print(os.getpid(), sandbox._presses.press.process.pid, flush=True)
sandbox.print_pdf({ENDLESS!r})
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_outlives_the_process_that_asked(how: signal.Signals) -> None:
    root = Path(__file__).parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", _CLIENT], stdout=subprocess.PIPE, text=True, cwd=root
    ) as client:
        assert client.stdout is not None
        pid, press = (int(number) for number in client.stdout.readline().split())
        assert wait_for(lambda: bool(children_of(press)))
        child = children_of(press)[0]
        os.kill(pid, how)
    assert wait_for(lambda: gone(press) and gone(child))


def test_a_forked_process_gets_a_press_of_its_own() -> None:
    press = press_pid()
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        os.write(writer, json.dumps({"press": press_pid()}).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        theirs = json.loads(answer.read())["press"]
    os.waitpid(pid, 0)
    assert theirs != press
    assert wait_for(lambda: gone(theirs))
    assert press_pid() == press


def test_the_press_knows_no_secret_and_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "hush")
    os.kill(press_pid(), signal.SIGKILL)
    environment = Path(f"/proc/{press_pid()}/environ").read_bytes().rstrip(b"\0").split(b"\0")
    names = {entry.split(b"=")[0].decode() for entry in environment}
    assert names <= {*presses.HANDED_ON, "HOME"}
    assert not any(b"hush" in entry for entry in environment)


def test_the_press_has_left_the_network_where_the_kernel_allows_it() -> None:
    sealed = print_pdf(PLAIN).sealed
    networks = {Path(f"/proc/{pid}/ns/net").readlink() for pid in (os.getpid(), press_pid())}
    assert sealed is (len(networks) == 2)


def test_a_render_holds_nothing_but_its_own_job() -> None:
    press = press_pid()
    stop = threading.Event()

    def tick() -> None:
        if stop.is_set():
            raise LookupError

    def run() -> None:
        with suppress(LookupError):
            print_pdf(ENDLESS, tick=tick)

    threads = [threading.Thread(target=run) for _ in "ab"]
    for thread in threads:
        thread.start()
    assert wait_for(lambda: len(children_of(press)) == 2)
    time.sleep(0.3)
    held = [str(each.readlink()) for pid in children_of(press) for each in Path(f"/proc/{pid}/fd").iterdir()]
    stop.set()
    for thread in threads:
        thread.join()
    assert not any(target.startswith("socket:") for target in held)
    assert sum("memfd:result" in target for target in held) == 2


def test_a_press_that_cannot_start_says_whom_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_presses", presses.Presses())
    monkeypatch.setattr(presses.sys, "executable", "/bin/false")
    with pytest.raises(RenderFailed, match=r"manage\.py doctor"):
        print_pdf(PLAIN)


def test_an_unknown_end_is_told_too() -> None:
    assert "crashed (exit status 3)" in explain(Verdict(status=3, overdue=False, cpu=0, memory=0), Limits())


@pytest.mark.parametrize("cut", [1, 7, 9, 30])
def test_a_parcel_that_was_cut_off_is_refused(cut: int) -> None:
    parcel = pack({"a": 1}, [b"x" * 20])
    assert unpack(parcel) == ({"a": 1}, [b"x" * 20])
    with pytest.raises(ValueError, match="cut off"):
        unpack(parcel[:-cut] if cut < 30 else parcel[:3])
