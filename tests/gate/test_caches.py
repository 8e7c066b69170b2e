"""What a cache may keep: nothing that depends on who asks, refusals and errors included."""

import logging

import pytest

from tests.gate import printing, walk, world
from tests.gate.walk import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_no_shared_cache_keeps_what_depends_on_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    printing.stub(monkeypatch)
    house = world.build()
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    browsers = {who: Visitor(house.people[who]) for who in ("nobody", "alice", "dana")}
    wrong, known = [], 0
    for address in walk.addresses(house):
        for who, browser in browsers.items():
            told = browser.asks("GET", address.there)
            kept = told.headers.get("Cache-Control", "")
            depends = "Cookie" in told.headers.get("Vary", "")
            known += depends
            if depends and "private" not in kept:
                wrong.append(f"{address.name} {who}: depends on who asks and says “{kept}”")
            if "public" in kept and (depends or "Set-Cookie" in told.headers):
                wrong.append(f"{address.name} {who}: public and looks at who asks")
    assert wrong == []
    assert known > 200
