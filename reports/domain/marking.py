"""The Traffic Light Protocol, version 2.0 (FIRST): who may receive what.

A marking is part of the document, not of its storage, so the rules live here and every output asks them.
"""

from enum import StrEnum


class Marking(StrEnum):
    CLEAR = "TLP:CLEAR"
    GREEN = "TLP:GREEN"
    AMBER = "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    RED = "TLP:RED"

    @classmethod
    def parse(cls, text: str) -> "Marking":
        """Read a label in any case, with or without `TLP:`; `WHITE` is the 1.0 name of CLEAR."""
        label = text.strip().upper().replace(" ", "").removeprefix("TLP:")
        label = {"WHITE": "CLEAR", "AMBER-STRICT": "AMBER+STRICT"}.get(label, label)
        try:
            return cls(f"TLP:{label}")
        except ValueError:
            raise ValueError(
                f"“{text[:30]}” is not a TLP label; use one of {', '.join(each.value for each in cls)}."
            ) from None

    @property
    def readers(self) -> str:
        """Who may receive it, as a phrase."""
        return _READERS[self]

    @property
    def colour(self) -> str:
        """The label's colour, to be set on black: on white most of them cannot be read."""
        return _COLOURS[self]


_READERS = {
    Marking.CLEAR: "no limit on disclosure",
    Marking.GREEN: "the wider community, but no public channel",
    Marking.AMBER: "those who need to know inside the organisation and its clients",
    Marking.AMBER_STRICT: "those who need to know inside the organisation only",
    Marking.RED: "the named individuals only, no further disclosure",
}

_COLOURS = {
    Marking.CLEAR: "#FFFFFF",
    Marking.GREEN: "#33FF00",
    Marking.AMBER: "#FFC000",
    Marking.AMBER_STRICT: "#FFC000",
    Marking.RED: "#FF2B2B",
}
