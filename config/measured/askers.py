"""The bench's clients: people with a request that is typed to its end, and what became of it once sent.

They are made by the service's own functions, in a process of their own beside the database that is measured;
each is signed in by a session of Django's store, so that nobody waits for a password to be hashed.
"""

import json
import os
import subprocess
import sys
import uuid
from importlib import import_module
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from reports.models import Mail, User
from requests_app.forms import whole
from requests_app.models import DraftState, ReportRequest, RequestDraft
from requests_app.services import drafting

TYPED: dict[str, drafting.Typed] = {
    "question": {
        "title": "What keeps the berths from being let before the winter?",
        "question_1": "Which of the berths can be let, and to whom?",
        "question_2": "What would show a week ahead that they cannot?",
    },
    "background": {
        "background": "The berths are let by the season.",
        "decision": "Whether to let them.",
        "countries": ["NO", "SE"],
        "topics": "shipping, harbours",
    },
    "answer": {
        "service": "full",
        "priority": "routine",
        "form": "report",
        "length": "any",
        "language": "en",
        "sections": [],
    },
    "handling": {"marking": "TLP:AMBER", "readers": ""},
    "person": {"name": "Ada Bench", "organisation": "Bench House", "consent": "on"},
}
_LINE = "import sys, django; django.setup(); from config.measured import askers; askers.main(sys.argv[1])"


class Asker(NamedTuple):
    """Somebody who has only to press “Send”: the key of its draft, and of its session."""

    key: uuid.UUID
    session: str


class Kept(NamedTuple):
    """What the database holds: the keys of drafts that are whole requests, and how much of everything."""

    keys: frozenset[uuid.UUID]
    requests: int
    numbers: int
    mails: int


def prepared(count: int, environment: dict[str, str]) -> list[Asker]:
    """So many of them, in the database that the environment names."""
    return [Asker(uuid.UUID(key), session) for key, session in _answer(str(count), environment)]


def kept(environment: dict[str, str]) -> Kept:
    """What came in, read by a process of its own."""
    keys, *counts = _answer("kept", environment)
    return Kept(frozenset(map(uuid.UUID, keys)), *counts)


def main(what: str) -> None:
    """The other process: makes people, or counts; its answer is one line."""
    if what == "kept":
        requests = ReportRequest.objects.all()
        numbers = requests.values("number").distinct().count()
        print(json.dumps([_whole(), requests.count(), numbers, Mail.objects.count()]))
        return
    with transaction.atomic():
        print(json.dumps([_asker(uuid.uuid4()) for _ in range(int(what))]))


def _whole() -> list[str]:
    """The drafts that are sent, each with its own request, which has one first event, questions and words."""
    sent = RequestDraft.objects.filter(state=DraftState.SENT, request__submission_key=F("key"))
    found = sent.filter(request__words__isnull=False).annotate(
        events=Count("request__events", distinct=True), questions=Count("request__questions", distinct=True)
    )
    return [str(key) for key in found.filter(events=1, questions=2).values_list("key", flat=True)]


def _asker(key: uuid.UUID) -> tuple[str, str]:
    person = User.objects.create_user(f"{key.hex}@example.org", name="Ada Bench")
    now = timezone.now()
    draft = drafting.begin(key, drafting.Beginning(person, "", "", now, seeds={}))
    for step, typed in TYPED.items():
        drafting.keep(draft, typed, names=whole.STEPS[step].names(typed), step=step)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(key), session.session_key


def _answer(what: str, environment: dict[str, str]) -> list[Any]:
    own = {"PYTHONPATH": str(settings.BASE_DIR), "DJANGO_SETTINGS_MODULE": "config.settings"}
    line = [sys.executable, "-P", "-c", _LINE, what]
    done = subprocess.run(
        line, env={**os.environ, **environment, **own}, check=True, stdout=subprocess.PIPE, text=True
    )
    found: list[Any] = json.loads(done.stdout.splitlines()[-1])
    return found
