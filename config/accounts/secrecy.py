"""Seals the secret of an authenticator app under the house's key: a copy of the tables makes no code."""

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet

from reports.models import User
from reports.services.boxes import box


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
    return box("second factor of a person")
