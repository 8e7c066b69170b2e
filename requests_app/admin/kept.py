"""What somebody typed into a form of the desk that was refused: given back once, on the page of its request.

It waits in the session, so that every answer to a POST is a redirect and a reload sends nothing twice.
"""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

REMEMBERED = 20_000
_KEPT = "refused_form"
_NEVER = {"csrfmiddlewaretoken", "version"}


@dataclass(frozen=True, slots=True)
class Refused:
    """Which form it was, and what was in it."""

    form: str
    data: QueryDict


def keep(http: HttpRequest, pk: int, form: str, data: QueryDict | dict[str, str] | None = None) -> None:
    """Remember what was typed into that form of this request."""
    typed = http.POST if data is None else data
    lists = (
        typed.lists() if isinstance(typed, QueryDict) else ((name, [value]) for name, value in typed.items())
    )
    kept = {name: [_shown(value) for value in values] for name, values in lists if name not in _NEVER}
    http.session[_KEPT] = {"pk": pk, "form": form, "data": kept}


def give_back(http: HttpRequest, pk: int, kind: str) -> Refused | None:
    """What was typed into a form whose name begins with `kind`, if it was of this request; forgotten then."""
    kept = http.session.get(_KEPT, {})
    if kept.get("pk") != pk or not kept["form"].startswith(kind):
        return None
    del http.session[_KEPT]
    data = QueryDict(mutable=True)
    for name, values in kept["data"].items():
        data.setlist(name, values)
    return Refused(kept["form"], data)


def _shown(value: str | bytes) -> str:
    return str(value)[:REMEMBERED].replace("\0", "")
