"""The table of transitions, read for what it promises: every cell of it, and the diagram made from it."""

import itertools

import pytest

from requests_app.domain.workflow import (
    OPEN,
    TRANSITIONS,
    Actor,
    Note,
    Owner,
    Resolution,
    Status,
    allowed,
    find,
    mermaid,
    path,
)


def test_every_status_has_an_owner_and_words_for_it() -> None:
    assert {status.owner for status in Status} == set(Owner)
    assert all(status.label and status.holder for status in Status)


def test_names_are_unique_and_found() -> None:
    assert [find(row.name) for row in TRANSITIONS] == list(TRANSITIONS)
    assert len({row.name for row in TRANSITIONS}) == len(TRANSITIONS)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(LookupError):
        find("publish")


def test_every_status_is_reached_from_the_first() -> None:
    for status in Status:
        steps = path(Status.DRAFT, status)
        assert not steps or steps[-1].target is status


def test_the_shortest_way_to_delivery_is_the_main_job() -> None:
    names = [row.name for row in path(Status.SUBMITTED, Status.DELIVERED)]
    assert names == ["triage", "accept", "start", "send_to_review", "approve", "deliver"]


def test_there_is_no_way_back_from_an_end() -> None:
    with pytest.raises(LookupError):
        path(Status.DECLINED, Status.ACCEPTED)


def test_a_resolution_is_given_by_the_rows_that_end_a_request_and_by_no_other() -> None:
    given = {(row.name, row.target): row.resolution for row in TRANSITIONS if row.resolution}
    assert given == {
        ("decline_quote", Status.DECLINED): Resolution.QUOTE_DECLINED,
        ("expire_quote", Status.QUOTE_EXPIRED): Resolution.QUOTE_EXPIRED,
        ("decline", Status.DECLINED): Resolution.DECLINED,
        ("merge", Status.MERGED): Resolution.MERGED,
        ("deliver", Status.DELIVERED): Resolution.ANSWERED,
        ("close", Status.CLOSED): Resolution.ANSWERED,
        ("withdraw", Status.WITHDRAWN): Resolution.WITHDRAWN,
    }
    assert {row.target for row in TRANSITIONS if row.target.is_end} <= {target for _, target in given}


def test_an_end_is_held_by_nobody_and_what_is_open_by_somebody() -> None:
    assert {status for status in Status if status.holder == "Closed"} == {s for s in Status if s.is_end}
    assert not any(status.is_end for status in OPEN)


def test_time_stands_still_exactly_while_the_client_has_the_ball() -> None:
    paused = {status for status in OPEN if status.pauses}
    assert paused == {status for status in OPEN if status.owner is Owner.CLIENT}


@pytest.mark.parametrize(("status", "actor"), list(itertools.product(Status, Actor)))
def test_allowed_offers_exactly_the_rows_of_that_status_and_actor(status: Status, actor: Actor) -> None:
    offered = allowed(status, {actor})
    assert set(offered) == {row for row in TRANSITIONS if status in row.sources and actor in row.actors}


def test_nobody_without_a_role_is_offered_anything() -> None:
    assert [allowed(status, set()) for status in Status] == [()] * len(Status)


def test_a_client_can_withdraw_until_it_is_delivered() -> None:
    before = list(Status)[1 : list(Status).index(Status.DELIVERED)]
    assert find("withdraw").sources == frozenset(before)


def test_a_reason_that_the_client_reads_is_never_internal() -> None:
    assert {row.name for row in TRANSITIONS if row.note_for_client} == {
        "ask", "answer", "decline_quote", "decline", "withdraw",
    }  # fmt: skip
    assert {row.name for row in TRANSITIONS if row.note_is_message} == {"ask", "answer"}
    assert {row.name for row in TRANSITIONS if row.note is Note.REQUIRED} == {
        "ask", "answer", "decline", "return_to_author", "reopen",
    }  # fmt: skip


def test_the_diagram_has_one_arrow_per_row_and_source() -> None:
    arrows = [line for line in mermaid().splitlines() if "-->" in line]
    ends = sum(status.is_end for status in Status)
    assert len(arrows) == 1 + sum(len(row.sources) for row in TRANSITIONS) + ends
    assert "    in_review --> approved: approve (reviewer)" in arrows
