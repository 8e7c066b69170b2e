"""Names of files as they may be kept, shown and sent: no path, nothing invisible, not too long, still theirs.

What a reader sees must be what the system on the other side makes of it, so letters that turn or hide
what stands beside them go, and so does whatever means something to a shell, a file system or a header.
"""

import unicodedata

from requests_app.domain.files.kinds import FileRefusedError, Kind

LONGEST = 120
_FORBIDDEN = frozenset('/\\:*?"<>|%;')
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)


def safe_name(given: str, kind: Kind) -> str:
    """The last part of the name, made safe, with the ending of its kind; raises where the two disagree."""
    leaf = _cleaned(given.replace("\\", "/").rpartition("/")[2])
    stem, dot, ending = leaf.rpartition(".")
    if not dot or not stem.strip(". "):
        stem, ending = leaf.strip(". "), kind.value
    elif ending.lower() not in kind.endings:
        raise FileRefusedError(_lie(ending, kind))
    stem = stem.strip(". ")
    if not stem or stem.partition(".")[0].strip().lower() in _DEVICES:
        stem = f"file {stem}".strip()
    return f"{_cut(stem, LONGEST - len(ending) - 1)}.{ending}"


def ending_of(given: str) -> str:
    """The ending of a name in small letters; empty where it has none."""
    return _cleaned(given).rpartition(".")[2].lower() if "." in given else ""


def _cleaned(text: str) -> str:
    return " ".join("".join(map(_harmless, unicodedata.normalize("NFC", text))).split())


def _harmless(char: str) -> str:
    """The letter, a stand-in for one that means something to a system, or nothing for one that hides."""
    if unicodedata.category(char) in _INVISIBLE:
        return " " if char.isspace() else ""
    return "_" if char in _FORBIDDEN else char


def _cut(stem: str, room: int) -> str:
    """At most that many letters, and never a letter without the marks that belong to it."""
    if len(stem) <= room:
        return stem
    while room > 1 and unicodedata.combining(stem[room]):
        room -= 1
    return stem[:room].rstrip(". ")


def _lie(ending: str, kind: Kind) -> str:
    return (
        f"Its name ends in .{ending[:12]}, but it is a file of the kind {kind.label}. "
        f"Give it a name that ends in .{kind.value}, or choose the file that you meant."
    )
