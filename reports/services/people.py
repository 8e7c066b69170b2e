"""Makes the account of somebody who comes by a mailed link, and keeps that an address was proven.

Whoever used a link that went to an address alone reads the mail of that address.
"""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from reports.models import User


class PersonRefused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """No account was made; `sentences` are for the person, `field` names the field that they belong to."""

    def __init__(self, field: str, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.field, self.sentences = field, sentences


def account_of(address: str) -> User | None:
    """Whose address it is; somebody who may not sign in any more included."""
    return User.objects.filter(email__iexact=address.strip()).first()


def welcome(address: str, *, name: str, password: str) -> User:
    """Make the account of somebody who has come by a link mailed to this address. Raises PersonRefused."""
    try:
        validate_password(password, User(email=address, name=name))
    except ValidationError as problem:
        raise PersonRefused("password", list(problem.messages)) from problem
    try:
        with transaction.atomic():
            return User.objects.create_user(address, password, name=name, address_proven_at=timezone.now())
    except IntegrityError:
        raise PersonRefused("", ["There is an account of this address now. Sign in with it."]) from None


def prove(user: User) -> None:
    """Keep that this person reads the mail of its address."""
    User.objects.filter(pk=user.pk, address_proven_at=None).update(address_proven_at=timezone.now())


def has_proven(user: User) -> bool:
    """Whether this person has shown that it reads the mail of its address."""
    return user.address_proven_at is not None
