"""The main job as people do it: a client asks, analysts answer, others approve it, the client downloads.

Over HTTP, through the pages and their forms alone, so that it holds only if the whole service works.
"""

import hashlib
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from config.browsing import DeadEndError, Page, Visitor

Result = TypeVar("Result")
QUEUE = "/staff/requests_app/reportrequest/"
SECTION = re.compile(r"body_\w+")
ANSWER = re.compile(r"answer-\d+-places")
PRINT_SECONDS = 120
PARAGRAPH = (
    "This section was written by the check of the demo, which fills every part of a report as an analyst "
    "would. It says nothing about the world; it is here so that each part is printed and delivered."
)
JUDGED: tuple[dict[str, str], ...] = tuple(
    {
        f"scenarios-{number}-name": name,
        f"scenarios-{number}-text": "It is invented.",
        f"scenarios-{number}-likelihood": likelihood,
        f"scenarios-{number}-horizon": f"{time.gmtime().tm_year + 1}-12-31",
        f"scenarios-{number}-indicators": "A notice at the gate",
        f"sources-{number}-citation": "The check of the demo.",
        f"sources-{number}-grade": "A1",
        f"sources-{number}-supports": f"scenario {number + 1}",
    }
    for number, (name, likelihood) in enumerate((("Open", "likely"), ("Closed", "unlikely")))
)
"""What approval asks for besides the sections, as much as one page has rows for."""
ASKED = {
    "question": {
        "title": "Which crossings are likely to close before the end of the year?",
        "question_1": "Which crossings have closed in the past twelve months, and for how long?",
        "question_2": "What would show a week ahead that another closure is coming?",
    },
    "background": {
        "background": "We move goods by road and choose the route on Mondays.",
        "decision": "Whether to hold stock on both sides of the border.",
    },
    "answer": {},
    "handling": {},
    "person": {"name": "Alice Archer", "organisation": "Archer Freight", "consent": "on"},
}
"""What the client types, step by step."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What the client holds at the end."""

    number: str
    pages: int
    size: int
    sha256: str


class Walk:
    """One passage through the service; `told` is called after each step with its name and seconds."""

    def __init__(self, site: str, password: str, told: Callable[[str, float], None]) -> None:
        self.password = password
        self.told = told
        self.alice, self.dana, self.erin, self.ed = (Visitor(site) for _ in range(4))
        self.number = self.followed = self.desk = ""

    def go(self) -> Delivered:
        self._step("client signs in and reads a briefing", self._read_briefing)
        self._step("client submits the request", self._submit)
        self._step("analyst finds it in the queue", self._find_in_queue)
        self._step("analyst triages and accepts", lambda: self._advance(self.dana, "triage", "accept"))
        self._step("report is drafted from the sections", lambda: self._advance(self.dana, "start"))
        self._step("analyst writes the report", self._write)
        self._step("analyst sends it to review", lambda: self._advance(self.dana, "send_to_review"))
        self._step("reviewers read it and approve", self._approve)
        self._step("worker produces the PDF", self._await_pdf)
        return self._step("client downloads it", self._download)

    def _step(self, name: str, does: Callable[[], Result]) -> Result:
        started = time.monotonic()
        try:
            return does()
        except DeadEndError as problem:
            raise DeadEndError(f"{name}: {problem}") from None
        finally:
            self.told(name, time.monotonic() - started)

    # --- The client ------------------------------------------------------------------------------

    def _read_briefing(self) -> None:
        self.alice.sign_in("alice@client.example", self.password, towards="/")
        home = self.alice.get("/")
        self.briefing = self.alice.get(home.link(to="/briefings/"))

    def _submit(self) -> None:
        form = self.alice.get(self.briefing.link(to=r"/requests/new/\?briefing="))
        prefilled = form.form(to="/requests/new/").fields
        if not any(prefilled["title"]):
            raise DeadEndError("the form does not know which briefing it came from")
        receipt = send_request(self.alice, form, ASKED)
        self.number = _found(r"RQ-\d{4}-\d{6}", receipt, "the number of the request")
        self.followed = receipt.address.removesuffix("received/")
        self.alice.send(self.alice.get(self.followed), to="/hand-over/")

    def _await_pdf(self) -> None:
        deadline = time.monotonic() + PRINT_SECONDS
        while time.monotonic() < deadline:
            page = self.alice.get(self.followed)
            if any(address.endswith("/report.pdf") for address, _ in page.links):
                return
            time.sleep(0.2)
        raise DeadEndError(f"no PDF after {PRINT_SECONDS} s")

    def _download(self) -> Delivered:
        page = self.alice.get(self.followed)
        pdf = self.alice.get(page.link(to="/report.pdf")).body
        if not (pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")):
            raise DeadEndError("what was downloaded is not a whole PDF")
        pages = int(_found(r"(\d+) pages?\b", self.dana.get(self.desk), "the pages of the edition"))
        return Delivered(self.number, pages, len(pdf), hashlib.sha256(pdf).hexdigest())

    # --- The house -------------------------------------------------------------------------------

    def _find_in_queue(self) -> None:
        queue = self.dana.sign_in("dana@house.example", self.password, towards=QUEUE)
        self.desk = queue.link(to=QUEUE, called=self.number)

    def _advance(self, person: Visitor, *steps: str) -> None:
        for step in steps:
            page = person.get(self.desk)
            after = person.send(page, to=f"/do/{step}/")
            if any(f"/do/{step}/" in form.action for form in after.forms):
                raise DeadEndError(f"the step “{step}” was refused: {' '.join(after.refusals)}")

    def _write(self) -> None:
        report = self.dana.get(self.dana.get(self.desk).link(to="/reports/report/", called="Write"))
        empty = _empty_sections(report)
        if not empty:
            raise DeadEndError("the draft has no sections to fill")
        for filled in (dict.fromkeys(empty, PARAGRAPH), *JUDGED):
            self.dana.send(self.dana.get(report.address), to="/change/", filled=filled, button="_save")
        written = self.dana.get(report.address)
        self.dana.send(written, to="/change/", filled=_answered(written), button="_save")
        if _empty_sections(self.dana.get(report.address)):
            raise DeadEndError("the text was not saved")

    def _approve(self) -> None:
        """As many vote as the service class asks for: the last one brings the approval."""
        for person, address in ((self.erin, "erin@house.example"), (self.ed, "ed@house.example")):
            person.sign_in(address, self.password, towards=QUEUE)
            page = person.get(self.desk)
            if any("/do/approve/" in form.action for form in page.forms):
                self._vote(person, page)

    def _vote(self, person: Visitor, page: Page) -> None:
        form = person.get(page.form(to="/do/approve/").action)
        marks = {name: "met" for name in form.form(to="/do/approve/").fields if name.startswith("mark_")}
        if not marks:
            raise DeadEndError("the page of the review has no scorecard")
        after = person.send(form, to="/do/approve/", filled={**marks, "verdict": "approve"})
        if after.address.endswith("/do/approve/"):
            raise DeadEndError(f"the vote was refused: {' '.join(after.refusals)}")


def send_request(client: Visitor, page: Page, asked: Mapping[str, Mapping[str, str]]) -> Page:
    """Fill in the steps of the form, which begins at `page`, and send it; returns what follows."""
    for step, filled in asked.items():
        action = "/requests/new/" if page.address.partition("?")[0].endswith("/new/") else f"/{step}/"
        page = client.send(page, to=action, filled=filled, button="next")
        if page.address.endswith(action):
            raise DeadEndError(f"the step “{step}” was refused: {' '.join(page.refusals)}")
    return client.send(page, to="/send/")


def _empty_sections(report: Page) -> list[str]:
    fields = report.form(to="/change/").fields
    return [name for name, values in fields.items() if SECTION.fullmatch(name) and not values[0].strip()]


def _answered(report: Page) -> dict[str, str]:
    """Each question is answered by the conclusion."""
    names = (name for name in report.form(to="/change/").fields if ANSWER.fullmatch(name))
    return dict.fromkeys(names, "Conclusion")


def _found(pattern: str, page: Page, what: str) -> str:
    match = re.search(pattern, page.text)
    if not match:
        raise DeadEndError(f"{page.address} does not show {what}")
    return match[match.lastindex or 0]
