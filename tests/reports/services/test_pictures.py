"""Pictures are decoded under a limit, stripped and encoded anew; whatever is no picture is refused."""

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageFile, PngImagePlugin

from reports.services import pictures, storing
from reports.services.pictures import PictureRefusedError, Taken

SECRET = b"Taken at 69.65 N by A. Lind"


@pytest.fixture(autouse=True, params=[False, True], ids=["strict", "lenient"])
def _as_the_layout_engine_leaves_it(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Importing it makes Pillow lenient in the whole process; what is taken must not depend on that."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", request.param)


def picture(
    kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: object
) -> bytes:
    image = Image.linear_gradient("L").resize(size).convert(mode)
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def kept(taken: Taken) -> Image.Image:
    image = Image.open(io.BytesIO(pictures.read(taken.digest, taken.media_type)))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_the_three_kinds_are_taken_by_content(kind: str, mode: str) -> None:
    taken = pictures.take_in(picture(kind, mode=mode))
    assert (taken.width, taken.height) == (40, 30)
    assert taken.media_type in pictures.SUFFIXES
    assert kept(taken).size == (40, 30)


def test_nothing_but_pixels_is_kept() -> None:
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Comment", SECRET.decode())
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    for content in (
        picture("PNG", pnginfo=chunks, icc_profile=profile, exif=exif),
        picture("JPEG", comment=SECRET, exif=exif, icc_profile=profile),
        picture("PNG") + SECRET,
        picture("JPEG") + b"%PDF-1.7 " + SECRET,
    ):
        assert SECRET in content
        image = kept(pictures.take_in(content))
        encoded = pictures.read(*_named(content))
        assert SECRET not in encoded
        assert not {"icc_profile", "exif", "comment", "Comment"} & image.info.keys()


def _named(content: bytes) -> tuple[str, str]:
    taken = pictures.take_in(content)
    return taken.digest, taken.media_type


def test_a_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the camera on its side
    taken = pictures.take_in(picture("JPEG", exif=exif))
    assert (taken.width, taken.height) == (30, 40)


def test_a_wide_picture_is_made_smaller_and_a_transparent_one_stays_so() -> None:
    assert pictures.take_in(picture(size=(4_000, 500))).width == pictures.WIDEST
    taken = pictures.take_in(picture(mode="RGBA"))
    assert (taken.media_type, kept(taken).mode) == ("image/png", "RGBA")


@pytest.mark.parametrize("mode", ["1", "P", "LA", "I;16", "CMYK"])
def test_unusual_colours_become_usual_ones(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = (
        Image.new("I;16", (9, 9), 40_000) if mode == "I;16" else Image.new("RGB", (9, 9), "red").convert(mode)
    )
    written = io.BytesIO()
    image.save(written, kind)
    result = kept(pictures.take_in(written.getvalue()))
    assert result.mode in ("L", "RGB", "RGBA", "P", "1")
    if mode == "I;16":
        assert abs(result.getpixel((4, 4)) - 156) <= 2  # type: ignore[operator]  # one grey value


def bomb() -> bytes:
    """A small file that says it is 30,000 by 30,000 pixels."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(10_000)))
        + chunk(b"IEND", b"")
    )


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def bad() -> Iterator[tuple[str, bytes, str]]:
    cut = "cannot be read as a PNG, JPEG or WebP picture"
    yield "empty", b"", cut
    yield "svg", b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>', cut
    yield "pdf", b"%PDF-1.7\n", cut
    yield "gif", picture("GIF", mode="P"), cut
    yield "tiff", picture("TIFF"), cut
    yield "half a png", picture(size=(400, 300))[:300], cut
    yield "half a jpeg", picture("JPEG", size=(900, 900))[:2_000], cut
    yield "noise behind a head", picture()[:24] + b"\xff" * 500, cut
    yield "bomb", bomb(), "at most 25 million"
    yield "25 million and a row", picture(size=(5_000, 5_001), mode="1"), "at most 25 million"
    yield "large", b"\x89PNG\r\n\x1a\n" + bytes(pictures.MOST_BYTES), "larger than 10 MB"


@pytest.mark.parametrize(("name", "content", "sentence"), [pytest.param(*each, id=each[0]) for each in bad()])
def test_what_is_no_picture_is_refused_in_a_sentence(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(PictureRefusedError, match=sentence):
        pictures.take_in(content)


def test_the_same_picture_is_kept_once_and_a_damaged_one_is_not_served() -> None:
    first, second = (pictures.take_in(picture(size=(33, 7))) for _ in range(2))
    assert first == second
    assert pictures.is_kept(first.digest, first.media_type)
    storage = storing.storages["editions"]
    name = pictures.stored_name(first.digest, first.media_type)
    with Path(storage.path(name)).open("ab") as file:
        file.write(b"!")
    with pytest.raises(storing.FileDamagedError):
        pictures.read(first.digest, first.media_type)
