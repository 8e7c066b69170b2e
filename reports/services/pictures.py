"""Takes pictures in: decoded under a limit, stripped of all that is not picture, and encoded anew.

What is kept is our own encoding of the pixels under its digest, so nothing that an upload carried beside them
(metadata, a second file behind the first, a decoder's bait) reaches a page, a PDF or a reader.
"""

import io
import re
import struct
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.files.storage import storages
from PIL import Image, ImageFile, ImageOps

from reports.domain.snapshot import Snapshot
from reports.models import Edition, FigureImage, Revision
from reports.services import storing

MOST_BYTES = 10 * 2**20
MOST_PIXELS = 25_000_000
WIDEST, TALLEST = 2_000, 3_000
SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg"}

_FORMATS = ("PNG", "JPEG", "WEBP")
_AS_GOOD: dict[str, dict[str, int]] = {"JPEG": {"quality": 92}, "WEBP": {"quality": 90, "method": 2}}
_FAULTS = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, struct.error, MemoryError)
"""What Pillow raises over a picture that is not what it says."""
_DIGEST = re.compile(r'"digest":"([0-9a-f]{64})","')
_DECODING = threading.Lock()
_NO_FIGURES = '"figures":[]'


class PictureRefusedError(Exception):
    """The file is not taken; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture that is kept: the digest of its bytes, and its size in pixels."""

    digest: str
    media_type: str
    width: int
    height: int


def take_in(content: bytes) -> Taken:
    """Decode, clean, encode and keep a picture; raises PictureRefusedError."""
    if len(content) > MOST_BYTES:
        raise PictureRefusedError(f"The file is larger than {MOST_BYTES // 2**20} MB; make it smaller.")
    picture = _cleaned(_decoded(content))
    media_type, encoded = _encoded(picture)
    name = storing.keep(encoded, suffix=SUFFIXES[media_type])
    return Taken(name.split("/")[1].partition(".")[0], media_type, picture.width, picture.height)


def anew(content: bytes) -> tuple[str, bytes]:
    """The same picture as another file of its kind: its media type, and its pixels encoded in full size.

    For what somebody hands in and others take out again; raises PictureRefusedError.
    """
    picture = _decoded(content)
    kind = picture.format or "PNG"
    clean = _in_plain_colours(_upright(picture))
    clean.info.clear()
    encoded = io.BytesIO()
    clean.save(encoded, kind, **_AS_GOOD.get(kind, {}))
    return f"image/{kind.lower()}", encoded.getvalue()


def stored_name(digest: str, media_type: str) -> str:
    """Under which name the storage has a picture."""
    return f"{digest[:2]}/{digest}{SUFFIXES[media_type]}"


def is_kept(digest: str, media_type: str) -> bool:
    """Whether the storage has it; one that stands in no saved text is swept away after a while."""
    return storages["editions"].exists(stored_name(digest, media_type))


def read(digest: str, media_type: str) -> bytes:
    """The bytes of a picture; raises `storing.FileDamagedError`."""
    return storing.read(stored_name(digest, media_type))


def assets(snapshot: Snapshot) -> dict[str, tuple[str, bytes]]:
    """What the renderer is given of a report's pictures, by digest: media type and bytes."""
    return {each.digest: (each.media_type, read(each.digest, each.media_type)) for each in snapshot.figures}


def names_in_use() -> set[str]:
    """The files that a text names: as it stands, in any version of its history, or in an edition."""
    names = set(FigureImage.objects.values_list("name", flat=True))
    for rows in (Revision.objects, Edition.objects):
        texts = rows.exclude(snapshot__contains=_NO_FIGURES).values_list("snapshot", flat=True)
        digests = {digest for text in texts.iterator(50) for digest in _DIGEST.findall(text)}
        names |= {stored_name(digest, kind) for digest in digests for kind in SUFFIXES}
    return names


def _decoded(content: bytes) -> Image.Image:
    """The picture's pixels; its size is read from its head and judged before any of them is decoded."""
    try:
        with _whole_only(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own warning about size comes after our refusal
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
            _check_size(picture)
            picture.load()
    except _FAULTS as problem:
        raise PictureRefusedError(
            "This cannot be read as a PNG, JPEG or WebP picture; save it as one of them and choose it again."
        ) from problem
    except Image.DecompressionBombError as problem:
        raise PictureRefusedError(_too_many("more pixels than can be right")) from problem
    return picture


@contextmanager
def _whole_only() -> Iterator[None]:
    """Refuse half a picture: the layout engine tells Pillow, in the whole process, to fill in the rest."""
    with _DECODING:
        before = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _check_size(picture: Image.Image) -> None:
    pixels = picture.width * picture.height
    if pixels > MOST_PIXELS:
        raise PictureRefusedError(_too_many(f"{picture.width:,} × {picture.height:,} pixels"))


def _too_many(found: str) -> str:
    return f"The picture has {found}; at most {MOST_PIXELS // 10**6} million are taken. Make it smaller."


def _cleaned(picture: Image.Image) -> Image.Image:
    """Upright, in grey or RGB, at most 2,000 pixels wide, and without anything but its pixels."""
    clean = _in_plain_colours(_upright(picture))
    clean.thumbnail((WIDEST, TALLEST), Image.Resampling.LANCZOS)
    clean.info.clear()
    return clean


def _upright(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except _FAULTS:
        return picture  # its orientation cannot be read; the pixels can


def _in_plain_colours(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # sixteen bits of grey
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def _encoded(picture: Image.Image) -> tuple[str, bytes]:
    """PNG where it has transparency or is the smaller of the two, else JPEG."""
    png = io.BytesIO()
    picture.save(png, "PNG", optimize=True)
    if picture.mode == "RGBA":
        return "image/png", png.getvalue()
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=88, optimize=True, progressive=True)
    if len(png.getvalue()) <= len(jpeg.getvalue()):
        return "image/png", png.getvalue()
    return "image/jpeg", jpeg.getvalue()
