"""Where files are kept: uploads, styles and editions, as Django's dictionary of storages.

Editions are private to the process that owns them, in a folder or in a bucket.
"""

from pathlib import Path
from typing import Any

from config.reading import ObjectStore


def stores(store: ObjectStore, data: Path, *, finders: bool) -> dict[str, dict[str, Any]]:
    """The storages of an installation; with `finders` styles are served as they lie."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    packed = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    return {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": data / "uploads"},
        },
        "staticfiles": {"BACKEND": plain if finders else packed},
        "editions": _folder(store) if store.folder else _bucket(store),
    }


def _folder(store: ObjectStore) -> dict[str, Any]:
    return {
        "BACKEND": "reports.services.storing.WholeFileStorage",
        "OPTIONS": {
            "location": store.folder,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }


def _bucket(store: ObjectStore) -> dict[str, Any]:
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": store.bucket,
            "location": store.prefix,
            "endpoint_url": store.endpoint or None,
            "region_name": store.region or None,
            "default_acl": None,
            "file_overwrite": True,  # names are digests: the same name is the same file
            "querystring_auth": True,
        },
    }
