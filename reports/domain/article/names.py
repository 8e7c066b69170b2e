"""Tells personal names from other short lines, and several authors from one.

Bylines come with or without “Author:”, so a name has to be known by its shape.
"""

import re

_PARTICLE = re.compile(
    r"^(?:al|bin|bint|ibn|abu|da|de|del|della|dell|di|do|dos|du|el|la|le|van|von|der|den|ter|ten|y|e|af|"
    r"av|zu|zur)$"
)
_NO_NAME = re.compile(
    r"^(?:executive|summary|overview|report|reports|analysis|assessment|introduction|brief|briefing|"
    r"update|situation|key|main|the|a|an|strategic|strategy|background|context|findings|points|risk|"
    r"risks|outlook|forecast|scenario|scenarios|conclusion|review|special|edition|issue|volume|series|"
    r"flag|map|photo|image|war|crisis|state|islamic|republic|government|policy|security|regional|"
    r"political|economic|military|current|recent|what|why|how|when|where|who|in|on|at|from|to|with|"
    r"without|after|before|this|that|new|about|related|posts|foreword|preface|news|press|editorial|"
    r"opinion|note|takeaways|judgements|judgments)$"
)
_BY = re.compile(r"^(?:(?:written |words |text |posted |published )?by|par):? ", re.IGNORECASE)
# “Von der Leyen” and “Di Maio” begin so too, hence only where a byline is likely.
_BY_ABROAD = re.compile(
    r"^(?:authors?|(?:an )?(?:analysis|report|briefing|assessment|study) by|von|por|di|a cura di|door|av):? ",
    re.IGNORECASE,
)
_AND = re.compile(r" (?:and|und|et|и|و) | ?[;&|•·、،] ?")
_MAX_LINE = 160
_MAX_NAME = 60
_MAX_CASED, _MAX_UNCASED, _FEWEST = 6, 4, 2


def after_by(text: str) -> str | None:
    """What follows “By”, or None where the line does not begin so."""
    found = _BY.match(text)
    return text[found.end() :] if found else None


def after_by_abroad(text: str) -> str | None:
    """What follows “By” in another language, in a line that is thought to be a byline."""
    found = _BY_ABROAD.match(text)
    return text[found.end() :] if found else None


def split(text: str) -> tuple[str, ...]:
    """The authors in a list that is known to be one: `A, B and C`; a degree or a role stays with its name."""
    authors: list[str] = []
    for part in _AND.split(text):
        pieces = [piece.strip(" ,") for piece in part.split(",")]
        for index, piece in enumerate(filter(None, pieces)):
            if index and not is_name(piece):
                authors[-1] = f"{authors[-1]}, {piece}"
            else:
                authors.append(piece)
    return tuple(authors)


def people(text: str) -> tuple[str, ...] | None:
    """The authors when the line is nothing but personal names, else None."""
    if len(text) > _MAX_LINE or text.endswith((".", "!", "?", ":", "…", "؟", "。")):
        return None
    authors = split(text)
    whole = all(is_name(author.split(",")[0]) for author in authors)
    return authors if authors and whole else None


def is_name(text: str) -> bool:
    """Whether two to six words are written as names are; in a script without capitals, two to four."""
    count = len(text.split())
    most = _MAX_CASED if text.lower() != text.upper() else _MAX_UNCASED
    if not _FEWEST <= count <= most or len(text) > _MAX_NAME:
        return False
    parts = re.split(r"[ \-’']+", text)
    if any(_spoils(part) for part in parts if part):
        return False
    return sum(not _PARTICLE.match(part.casefold()) for part in parts if part) >= _FEWEST


def _spoils(part: str) -> bool:
    word = part.strip(".,()").casefold()
    if not word.isalpha() or _NO_NAME.match(word):
        return True
    return part[0].islower() and not _PARTICLE.match(word)
