"""Boxes under the house's key: what is kept in one opens nothing for whoever has a copy of the tables alone.

Each purpose has a key of its own, and each owner within it where there is one, so that a seal that is moved
elsewhere is worth nothing.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def box(purpose: str, of: bytes | None = None) -> Fernet:
    """The box for a purpose, and for one owner; its key is derived from SECRET_KEY (HKDF, RFC 5869)."""
    derived = HKDF(SHA256(), length=32, salt=of, info=purpose.encode())
    return Fernet(urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
