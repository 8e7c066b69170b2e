"""Files that come with a request: which kinds are taken, how a kind is proved, how a name is made safe.

The kind is read from the content from its first byte to its last; the name must agree with it.
"""

from requests_app.domain.files.kinds import ACCEPTED, ENDINGS, MOST_BYTES, MOST_FILES, FileRefusedError, Kind
from requests_app.domain.files.naming import safe_name
from requests_app.domain.files.sniffing import kind_of

__all__ = [
    "ACCEPTED",
    "ENDINGS",
    "MOST_BYTES",
    "MOST_FILES",
    "FileRefusedError",
    "Kind",
    "kind_of",
    "safe_name",
]
