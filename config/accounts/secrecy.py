"""Seals the secret of an authenticator app under the house's key: a copy of the tables makes no code."""

from base64 import urlsafe_b64encode

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from reports.models import User


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What allauth asks about second factors."""

    def encrypt(self, text: str) -> str:
        """Seal what is stored."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open what was stored."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """What the app shows above its code."""
        return "Tailored Briefings"

    def get_totp_label(self, user: User) -> str:
        """Whose code it is."""
        return user.email


def _box() -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"second factor of a person")
    return Fernet(urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
