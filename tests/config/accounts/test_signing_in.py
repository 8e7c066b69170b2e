"""Signing up and in, over HTTP: what is mailed, what is kept, and that no answer tells who is known."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.contrib.auth import hashers
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import Job, Mail, User
from reports.services import jobs
from tests import factories

pytestmark = pytest.mark.django_db
NEW = {"name": "Zoë Quill", "email": "zoe@example.org", "password1": "a long and quiet sentence"}


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> None:
    cache.clear()


@pytest.fixture
def visitor() -> Client:
    return Client()


def code_for(address: str) -> str:
    """The code of the newest mail to that address."""
    text = Mail.objects.filter(to=address).latest("id").text
    found = re.search(r"asked for it: ([A-Z-]{9})", text)
    assert found, text
    return found[1]


def sign_in(browser: Client, address: str = "alice@example.org", password: str = factories.PASSWORD) -> int:
    return browser.post(reverse("account_login"), {"login": address, "password": password}).status_code


def proven(person: User) -> User:
    EmailAddress.objects.get_or_create(user=person, email=person.email, verified=True, primary=True)
    return person


def test_a_person_signs_up_with_a_code_and_is_signed_in(visitor: Client) -> None:
    answer = visitor.post(reverse("account_signup"), NEW)
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert visitor.get(reverse("account")).status_code == 302

    visitor.post(answer["Location"], {"code": code_for("zoe@example.org")})

    person = User.objects.get(email="zoe@example.org")
    assert (person.name, person.is_staff, person.is_superuser) == ("Zoë Quill", False, False)
    assert person.address_proven_at is not None
    assert visitor.get(reverse("account")).status_code == 200


def test_three_wrong_codes_end_it(visitor: Client) -> None:
    page = visitor.post(reverse("account_signup"), NEW)["Location"]
    right = code_for("zoe@example.org")

    for _ in range(3):
        visitor.post(page, {"code": "BBBB-BBBB"})
    visitor.post(page, {"code": right})

    assert visitor.get(reverse("account")).status_code == 302


def test_what_is_typed_in_vain_stays(visitor: Client) -> None:
    page = visitor.post(reverse("account_signup"), NEW | {"password1": "12345"}).content.decode()
    assert 'value="zoe@example.org"' in page
    assert 'value="Zoë Quill"' in page
    assert "12345" not in page


def test_the_text_of_a_code_is_erased_once_it_is_sent(visitor: Client) -> None:
    visitor.post(reverse("account_signup"), NEW)
    mail = Mail.objects.get()
    assert mail.passes

    assert jobs.run(Job.objects.get(kind="mail", subject=mail.pk).pk)

    mail.refresh_from_db()
    assert (mail.text, mail.html, mail.subject) == ("", "", "Confirm your address")
    assert mail.sent_at is not None


def test_staff_reads_no_code_in_the_admin(visitor: Client) -> None:
    visitor.post(reverse("account_signup"), NEW)
    code, mail = code_for("zoe@example.org"), Mail.objects.get()
    boss = Client()
    boss.force_login(User.objects.create_superuser("boss@example.org", factories.PASSWORD, name="Boss"))

    pages = [
        boss.get(reverse(f"admin:reports_mail_{page}", args=args)).content.decode()
        for page, args in (("changelist", []), ("change", [mail.pk]))
    ]

    assert "It holds a code" in pages[1]
    assert [code in page for page in pages] == [False, False]


VARIES = re.compile(rb'value="[\w-]{64}"|alice@example\.org|nobody@example\.org')


def told(address: str, page: str, typed: dict[str, str]) -> tuple[object, ...]:
    """All that a visitor is told: the answer, and the page that follows; and the work, by its statements."""
    cache.clear()
    browser = Client()
    with CaptureQueriesContext(connection) as asked:
        answer = browser.post(reverse(page), typed)
    where = answer.get("Location", "")
    follows = VARIES.sub(b"", browser.get(where).content) if where else b""
    mails = Mail.objects.filter(to=address).count()
    inserts = sum(each["sql"].startswith("INSERT") for each in asked)
    kept = sorted((each.key, len(each.value), each["max-age"]) for each in browser.cookies.values())
    return answer.status_code, where, VARIES.sub(b"", answer.content), follows, mails, kept, inserts > 0


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("account_login", {"login": "", "password": "not the right one"}),
        ("account_request_login_code", {"email": ""}),
        ("account_reset_password", {"email": ""}),
    ],
)
def test_no_answer_tells_whether_an_address_is_known(page: str, typed: dict[str, str]) -> None:
    proven(factories.alice())
    field = "login" if "login" in typed else "email"

    known = told("alice@example.org", page, typed | {field: "alice@example.org"})
    unknown = told("nobody@example.org", page, typed | {field: "nobody@example.org"})

    assert known == unknown


def test_signing_up_does_not_tell_it_either(monkeypatch: pytest.MonkeyPatch) -> None:
    proven(factories.alice())
    hashed: list[str] = []
    plain = hashers.MD5PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher,
        "encode",
        lambda self, password, salt: hashed.append(password) or plain(self, password, salt),
    )

    answers = []
    for address in ("alice@example.org", "nobody@example.org"):
        answers.append(told(address, "account_signup", NEW | {"email": address}))
        assert hashed == [NEW["password1"]]
        hashed.clear()

    assert answers[0][:6] == answers[1][:6]
    assert [each.subject for each in Mail.objects.order_by("id")] == [
        "You have an account already",
        "Confirm your address",
    ]


def test_a_mailed_code_signs_in_once_and_in_the_browser_that_asked(visitor: Client) -> None:
    proven(factories.alice())
    page = visitor.post(reverse("account_request_login_code"), {"email": "alice@example.org"})["Location"]
    code, stranger = code_for("alice@example.org"), Client()

    stranger.post(page, {"code": code})
    visitor.post(page, {"code": code})

    assert stranger.get(reverse("account")).status_code == 302
    assert visitor.get(reverse("account")).status_code == 200


def test_a_person_made_by_staff_proves_the_address_first(visitor: Client) -> None:
    person = factories.alice()
    User.objects.update(address_proven_at=None)

    assert sign_in(visitor) == 302
    assert visitor.get(reverse("account")).status_code == 302
    visitor.post(reverse("account_email_verification_sent"), {"code": code_for(person.email)})

    assert visitor.get(reverse("account")).status_code == 200


def test_who_may_not_sign_in_any_more_is_told_nothing_else(visitor: Client) -> None:
    person = proven(factories.alice())
    User.objects.filter(pk=person.pk).update(is_active=False)

    wrong = visitor.post(reverse("account_login"), {"login": person.email, "password": "no"})
    right = visitor.post(reverse("account_login"), {"login": person.email, "password": factories.PASSWORD})

    assert (wrong.status_code, right.status_code) == (200, 200)
    assert visitor.get(reverse("account")).status_code == 302


def test_tries_are_counted_for_every_process_and_refused_in_words(
    visitor: Client, settings: LazySettings
) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "counted"}
    }
    call_command("createcachetable", verbosity=0)
    proven(factories.alice())
    answers = [
        visitor.post(reverse("account_login"), {"login": "alice@example.org", "password": "no"})
        for _ in range(6)
    ]

    assert "Too many failed login attempts" in answers[-1].content.decode()
    assert sign_in(visitor) == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM counted")
        assert cursor.fetchone()[0] > 0


def test_the_page_of_too_many_tries_is_of_the_house(visitor: Client) -> None:
    for number in range(11):
        answer = visitor.post(reverse("account_signup"), NEW | {"email": f"{number}@example.org", "name": ""})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    assert "Wait a few minutes, then try again" in answer.content.decode()


def test_a_browser_that_is_new_to_an_account_is_told_of_and_a_known_one_is_not() -> None:
    proven(factories.alice())
    first, second = Client(), Client()

    sign_in(first)
    first.post(reverse("account_logout"))
    sign_in(first)
    assert Mail.objects.count() == 0
    sign_in(second)

    assert [each.subject for each in Mail.objects.all()] == ["A sign-in from a new browser"]


def test_signing_out_needs_a_post(visitor: Client) -> None:
    proven(factories.alice())
    sign_in(visitor)
    assert visitor.get(reverse("account_logout")).status_code == 200
    assert visitor.get(reverse("account")).status_code == 200
    visitor.post(reverse("account_logout"))
    assert visitor.get(reverse("account")).status_code == 302
