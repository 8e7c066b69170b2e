"""Bounds what an upload may take on this machine while it still arrives.

Of a file that is too large no more is kept than shows that it is, so that the page can say so beside its
field, with everything typed still there, and no disk is filled by it.
"""

import io
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_OF_ONE = 10 * 2**20 + 1
MOST_OF_ALL = 12 * MOST_OF_ONE


class Bounded(FileUploadHandler):
    """Hands on the beginning of each file, for the handlers after it to keep, and drops the rest."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._of_all = self._of_one = 0
        self._is_cut = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._of_one, self._is_cut = 0, False

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> bytes | None:
        self._is_cut |= self._of_all + len(raw_data) > MOST_OF_ALL
        kept = b"" if self._is_cut else raw_data[: MOST_OF_ONE - self._of_one]
        self._of_one += len(kept)
        self._of_all += len(kept)
        return kept or None

    def file_complete(self, _file_size: int) -> "UploadedFile[bytes] | None":
        """Where all together were too much, a file that says it is too large; else the next handler's."""
        if not self._is_cut:
            return None
        return UploadedFile(io.BytesIO(), self.file_name, self.content_type, MOST_OF_ONE)
