"""What a client asks, as plain values: what a form, an interface or the demo hands to intake.

Each has been checked by whoever read it; intake only keeps it.
"""

from dataclasses import dataclass
from datetime import date

from reports.domain.marking import Marking
from requests_app.domain.service import Form, Length, Priority, ServiceClass


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; `countries` are ISO 3166-1 alpha-2 codes, `briefing` the id of the report before it.

    `language` is an ISO 639-1 code, `readers` the addresses of those who may read it beside the client.
    """

    name: str
    email: str
    organisation: str
    title: str
    questions: tuple[str, ...]
    background: str = ""
    known: str = ""
    decision: str = ""
    decision_on: date | None = None
    needed_by: date | None = None
    no_value_after: date | None = None
    priority: Priority = Priority.ROUTINE
    service: ServiceClass = ServiceClass.FULL
    form: Form = Form.REPORT
    length: Length = Length.ANY
    language: str = "en"
    marking: Marking = Marking.AMBER
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    briefing: int | None = None
