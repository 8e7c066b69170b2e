"""Keeps what readers ask for out of the log.

Django's own warnings carry the path of the request, and a path can be a private link: the name of the view
is enough.
"""

import logging


class NoAddresses(logging.Filter):
    """Rewrites a record about a request so that it names the view and the status, never the address."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None:
            found = getattr(request, "resolver_match", None)
            view = found.view_name if found else "no view"
            record.msg, record.args = f"{getattr(record, 'status_code', 'refused')} in {view}", ()
        return True
