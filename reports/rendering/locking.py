"""Locks a PDF with a password: AES-256, revision 6 of the standard handler (ISO 32000-2, 7.6.4).

PDF/A forbids encryption, so a locked copy is no archival file; it is as accessible as any other.
"""

import io
import secrets

import pikepdf


def lock(pdf: bytes, password: str) -> bytes:
    """The file, opened with that password; nobody has the owner's, and assistive programs may always read."""
    locked = io.BytesIO()
    rights = pikepdf.Permissions(accessibility=True, extract=True)
    wish = pikepdf.Encryption(user=password, owner=secrets.token_urlsafe(32), R=6, allow=rights)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(locked, encryption=wish, recompress_flate=False)
    return locked.getvalue()
