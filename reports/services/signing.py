"""The key with which this house signs, from the settings; the demo makes one that proves nothing.

Signing is on where a key is named. A key that cannot be used stops whatever wanted a signature: nothing
leaves the house unsigned because something went wrong.
"""

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.conf import settings

from reports.rendering import identity
from reports.rendering.identity import Identity, UnsignableError

DEMO_NAME = "Demo certificate of Tailored Briefings: proves nothing"
_DEMO_YEARS = 5


def current() -> Identity | None:
    """The key in use, None where signing is off; raises UnsignableError when it cannot be used."""
    if settings.SIGNING_KEY_FILE:
        paths = Path(settings.SIGNING_KEY_FILE), Path(settings.SIGNING_CERTIFICATE_FILE)
    elif settings.DEMO:
        paths = _demo(settings.DATA_DIR)
    else:
        return None
    try:
        changed = tuple(path.stat().st_mtime_ns for path in paths)
        return _read(*paths, settings.SIGNING_PASSPHRASE, changed)
    except OSError as problem:
        raise UnsignableError(
            f"The signing key or its certificate cannot be read: {problem.strerror}."
        ) from problem


@lru_cache(maxsize=2)
def _read(key: Path, certificates: Path, passphrase: str, _changed: tuple[int, ...]) -> Identity:
    return identity.read(key.read_bytes(), certificates.read_bytes(), passphrase)


def _demo(folder: Path) -> tuple[Path, Path]:
    """The demo's own key and certificate in one file, made once, by whoever comes first."""
    path = folder / "demo-signing.pem"
    if not path.exists():
        draft = folder / f"demo-signing.{os.getpid()}.tmp"
        draft.touch(mode=0o600)
        draft.write_bytes(_made())
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path, path


def _made() -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DEMO_NAME)])
    now = datetime.now(UTC)
    usage = {name: name in ("digital_signature", "content_commitment") for name in _USAGES}
    certificate = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=365 * _DEMO_YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)


_USAGES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)
