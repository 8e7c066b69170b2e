"""Accounts sells by buttons, others look at most; an editor says who reads one briefing."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.models import Invoice, Series, Subscription, User
from reports.services import subscriptions
from tests import factories

pytestmark = pytest.mark.django_db

HOME = "/staff/reports/subscription/"


@pytest.fixture
def grace(db: None) -> User:
    """Staff: accounts."""
    return factories.person("Grace", groups=("accounts",))


@pytest.fixture
def paid(alice: User, grace: User) -> Subscription:
    client = alice.memberships.get().organisation
    return subscriptions.begin(client, factories.plan(), starts=timezone.localdate(), by=grace)


def test_accounts_begins_a_subscription_with_its_reason(client: Client, alice: User, grace: User) -> None:
    client.force_login(grace)
    organisation, plan = alice.memberships.get().organisation, factories.plan()
    typed = {"organisation": organisation.pk, "plan": plan.pk, "starts": "2026-01-01", "endless": "on"}

    response = client.post(f"{HOME}add/", {**typed, "note": "By letter."})

    made = Subscription.objects.get()
    assert response.status_code == 302
    assert (made.organisation, made.plan, made.ends, made.state) == (
        organisation,
        plan,
        None,
        "needs_approval",
    )
    assert [(each.name, each.note, each.by) for each in made.events.all()] == [("begin", "By letter.", grace)]


def test_a_button_is_a_row_of_the_table(client: Client, grace: User, paid: Subscription) -> None:
    client.force_login(grace)
    page, press = f"{HOME}{paid.pk}/change/", f"{HOME}{paid.pk}/step/"
    shown = client.get(page).content.decode()
    labels = ("Approve", "Change its terms", "Propose the next period")
    assert [label in shown for label in labels] == [True, True, False]
    assert 'name="_save"' not in shown

    client.post(press, {"name": "cancel", "note": ""})
    told = client.get(page).content.decode()
    assert "“Cancel at once” needs a reason; write one and try again." in told
    client.post(press, {"name": "approve", "note": "All is well."})

    paid.refresh_from_db()
    assert paid.state == "awaiting_payment"
    client.post(page, {"state": "active", "ends": "2099-01-01", "_save": "1"})
    paid.refresh_from_db()
    assert (paid.state, paid.ends and paid.ends.year < 2099) == ("awaiting_payment", True)


def test_terms_are_changed_by_their_form(client: Client, grace: User, paid: Subscription) -> None:
    client.force_login(grace)
    other = Series.objects.create(title="Other Files", slug="other")
    terms = {
        "ends": "",
        "grace_days": 3,
        "seats": 7,
        "embargo_days": 0,
        "units_a_year": 0,
        "series": other.pk,
    }

    page, press = f"{HOME}{paid.pk}/change/", f"{HOME}{paid.pk}/step/"
    typed = {"name": "amend", "note": "They grew.", "series": other.pk, **terms}
    client.post(press, {**typed, "note": "", "seats": 99})
    assert 'value="99"' in client.get(page).content.decode()
    client.post(press, {**typed, "grace_days": "soon"})
    refused = client.get(page).content.decode()
    assert ("Enter a whole number." in refused, 'value="They grew."' in refused) == (True, True)

    client.post(press, typed)

    paid.refresh_from_db()
    assert (paid.ends, paid.grace_days, paid.seats, paid.series.get()) == (None, 3, 7, other)
    told = client.get(page).content.decode()
    assert "series: Northern Files → Other Files" in told


@pytest.mark.parametrize(("groups", "looks"), [(("triage",), 200), (("analyst",), 403), (("editor",), 403)])
def test_others_look_at_most(client: Client, paid: Subscription, groups: tuple[str, ...], looks: int) -> None:
    client.force_login(factories.person("Heidi", groups=groups))
    page = client.get(f"{HOME}{paid.pk}/change/")
    client.post(f"{HOME}{paid.pk}/step/", {"name": "approve", "note": ""})
    client.post(f"{HOME}add/", {"organisation": paid.organisation_id, "plan": paid.plan_id})

    paid.refresh_from_db()
    assert (page.status_code, paid.state, Subscription.objects.count()) == (looks, "needs_approval", 1)


def test_the_list_costs_the_same_however_long_it_is(
    client: Client, grace: User, paid: Subscription, django_assert_num_queries: object
) -> None:
    client.force_login(grace)
    client.get(HOME)
    for _ in range(4):
        subscriptions.begin(paid.organisation, paid.plan, starts=paid.starts, by=grace)  # type: ignore[arg-type]
    with django_assert_num_queries(6):  # type: ignore[operator]
        assert client.get(HOME).status_code == 200


def test_an_editor_says_who_reads_one_briefing(client: Client, alice: User) -> None:
    editor = factories.person("Ed", groups=("editor",))
    report = factories.briefing().report
    page = reverse("admin:reports_report_access", args=[report.pk])
    client.force_login(factories.person("Heidi", groups=("analyst",)))
    assert [client.get(page).status_code, client.post(page, {"access": "open"}).status_code] == [403, 403]
    client.force_login(editor)
    organisation = alice.memberships.get().organisation

    refused = client.post(page, {"access": "named", "note": "Written for them."})
    kept = client.post(page, {"access": "named", "named": organisation.pk, "note": "Written for them."})

    assert "Name organisations" in refused.content.decode()
    report.refresh_from_db()
    assert (kept.status_code, report.access, list(report.named.all())) == (302, "named", [organisation])
    [entry] = LogEntry.objects.all()
    assert "Written for them." in entry.change_message


def test_accounts_invoices_and_marks_paid(
    client: Client, grace: User, paid: Subscription, settings: object
) -> None:
    settings.ISSUER_NAME = settings.ISSUER_ADDRESS = settings.ISSUER_IBAN = "X"  # type: ignore[attr-defined]
    Subscription.objects.update(cents=100)
    subscriptions.apply(paid, "approve", by=grace)
    client.force_login(grace)
    page = f"{HOME}{paid.pk}/change/"
    assert "Issue its invoice" in client.get(page).content.decode()

    client.post(f"/staff/reports/invoice/of/{paid.pk}/")
    made = Invoice.objects.get()
    home = f"/staff/reports/invoice/{made.pk}"
    refused = client.post(f"{home}/paid/", {"paid_on": "2099-01-01", "reference": "S7"}, follow=True)
    assert "still to come" in refused.content.decode()
    assert 'value="S7"' in refused.content.decode()
    client.post(f"{home}/paid/", {"paid_on": str(timezone.localdate()), "reference": "S7"})
    client.post(f"{home}/credit/", {"note": "Too late."})

    paid.refresh_from_db()
    assert (paid.state, Invoice.objects.get().payment.reference) == ("active", "S7")
    assert 'name="paid_on"' not in client.get(f"{home}/change/").content.decode()
    client.force_login(factories.dana())
    assert [client.get(f"{home}/change/").status_code, client.post(f"{home}/paid/").status_code] == [403, 403]
