"""Keeps what readers ask for out of the log.

Django's own warnings carry the path of the request, and a path can be a private link: the name of the view
is enough.
"""

import logging
from http import HTTPStatus


class NoAddresses(logging.Filter):
    """Rewrites a record about a request so that it names the view and the status, never the address."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None:
            found = getattr(request, "resolver_match", None)
            view = found.view_name if found else "no view"
            status = getattr(record, "status_code", HTTPStatus.BAD_REQUEST)
            record.msg, record.args = f"{status} in {view}", ()
            if status < HTTPStatus.INTERNAL_SERVER_ERROR:
                record.exc_info = None  # a refusal is no fault, and its text may quote what was sent
        return True
