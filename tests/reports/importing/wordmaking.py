"""Makes Word files for the tests: the few parts that such an archive needs, and nothing else."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
_LINKS = f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>"""
_PARTS = f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="r2" Type="{_OFFICE}/numbering" Target="numbering.xml"/></Relationships>"""
_STYLES = f"""<w:styles xmlns:w="{_WORD}">
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style></w:styles>"""
_LEVELS = "".join(
    f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/></w:lvl>'
    "</w:abstractNum>"
    for number, kind in ((1, "bullet"), (2, "decimal"))
)
_NUMBERS = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
_NUMBERING = f'<w:numbering xmlns:w="{_WORD}">{_LEVELS}{_NUMBERS}</w:numbering>'
_LISTS = {"bullet": 1, "number": 2}

Paragraph = tuple[str, str]
"""A style, or `bullet`, `number`, `bold` or nothing, and the text."""


def document(paragraphs: Sequence[Paragraph]) -> str:
    """The part that holds the text."""
    body = "".join(_paragraph(style, text) for style, text in paragraphs)
    return f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'


def _paragraph(style: str, text: str) -> str:
    bold = "<w:rPr><w:b/></w:rPr>" if style == "bold" else ""
    if style in _LISTS:
        kind = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{_LISTS[style]}"/></w:numPr>'
    else:
        kind = f'<w:pStyle w:val="{style}"/>' if style not in ("", "bold") else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:pPr>{kind}</w:pPr><w:r>{bold}{lines}</w:r></w:p>"


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """An archive of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def parts(paragraphs: Sequence[Paragraph]) -> dict[str, str | bytes]:
    """All parts of a Word file with these paragraphs."""
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _LINKS,
        "word/_rels/document.xml.rels": _PARTS,
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
        "word/document.xml": document(paragraphs),
    }
