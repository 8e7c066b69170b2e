"""How the importer says no: the file, the line where there is one, and a sentence."""


class ImportRefusedError(Exception):
    """The file cannot be imported; the text is `FILE:LINE: reason`, without a line where none is to blame."""

    def __init__(self, name: str, line: int | None, reason: str) -> None:
        place = name if line is None else f"{name}:{line}"
        super().__init__(f"{place}: {reason}")
        self.name = name
        self.line = line
        self.reason = reason
