"""Opens a Word file (.docx) and turns its text into a page, with headings, lists, tables and emphasis.

A Word file is an archive of XML from a stranger: what it unpacks to is counted before anything is unpacked,
and a part that declares entities is refused.
"""

import io
import zipfile

import mammoth

from reports.importing.refusals import ImportRefusedError

ARCHIVE = b"PK\x03\x04"
_DOCUMENT = "word/document.xml"
_OTHER = (("content.xml", "an OpenDocument file"), ("ppt/", "slides"), ("xl/", "a table"))
_MAX_PARTS, _MAX_XML = 2_000, 10_000_000
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Caption'] => p:fresh
"""


def page(data: bytes, *, name: str) -> str:
    """The file's text as HTML. Raises ImportRefusedError for what is no Word file, damaged, or a trap."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive, name)
        done = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            ignore_empty_paragraphs=False,
            convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
        )
    except ImportRefusedError:
        raise
    except RecursionError as problem:
        raise ImportRefusedError(
            name, None, "The Word file is nested too deeply to be an article."
        ) from problem
    except Exception as problem:  # damage shows as whatever the libraries below stumble over
        raise ImportRefusedError(
            name, None, "The Word file is damaged; open it in a word processor and save it again."
        ) from problem
    return str(done.value)


def _check(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse other archives, those that unpack to more than an article can hold, and declared entities."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if _DOCUMENT not in names:
        kind = next(
            (kind for start, kind in _OTHER if any(each.startswith(start) for each in names)), "an archive"
        )
        raise ImportRefusedError(
            name, None, f"This is {kind}, not a Word file; save the article as .docx or text."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise ImportRefusedError(name, None, "The Word file is locked with a password; save it without one.")
    xml = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in xml) > _MAX_XML:
        raise ImportRefusedError(
            name, None, f"The Word file unpacks to more than {_MAX_XML // 1_000_000} MB of text and marks."
        )
    for part in xml:
        if b"<!DOCTYPE" in archive.read(part) or b"<!ENTITY" in archive.read(part):
            raise ImportRefusedError(
                name, None, "The Word file declares entities, as no word processor does."
            )
