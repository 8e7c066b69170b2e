"""Bounds what an upload may take on this machine while it still arrives.

Of a file that is too large no more is kept than shows that it is, so that the page can say so beside its
field, with everything typed still there, and no disk is filled by it.
"""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

MOST_OF_ONE = 10 * 2**20 + 1
MOST_OF_ALL = 12 * MOST_OF_ONE


class Bounded(TemporaryFileUploadHandler):
    """Writes the beginning of each file and drops the rest; a file that was cut says that it is too large."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._of_all = self._of_one = 0
        self._is_cut = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._of_one, self._is_cut = 0, False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        kept = raw_data[: min(MOST_OF_ONE - self._of_one, MOST_OF_ALL - self._of_all)]
        self._of_one += len(kept)
        self._of_all += len(kept)
        self._is_cut |= len(kept) < len(raw_data)
        super().receive_data_chunk(kept, start)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        return super().file_complete(MOST_OF_ONE if self._is_cut else file_size)
