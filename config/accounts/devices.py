"""Which browsers an account was used with: kept in the browser itself, in a cookie that only we can write.

The cookie holds numbers of people under our signature and nothing that tells a reader who they are.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from reports.models import User

COOKIE = "known_browser"
YEAR = 365 * 24 * 3600
MOST = 10
_SALT = "config.accounts.devices"
_BROWSERS = (("Firefox/", "Firefox"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("Chrome/", "Chrome"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"))
_MORE_SYSTEMS = (("Mac OS", "macOS"), ("Linux", "Linux"))


def is_known(request: HttpRequest, user: User) -> bool:
    """Whether this browser was used with this account within a year."""
    return user.pk in _people(request)


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let the browser vouch for itself the next time; the oldest of many people make room."""
    people = [*(each for each in _people(request) if each != user.pk), user.pk][-MOST:]
    response.set_cookie(
        COOKIE,
        signing.dumps(people, salt=_SALT),
        max_age=YEAR,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def browser_of(user_agent: str) -> str:
    """A browser in two words, such as “Firefox on Windows”; what calls itself otherwise is a browser."""
    safari = (("Safari/", "Safari"),)
    name = next((word for mark, word in (*_BROWSERS, *safari) if mark in user_agent), "A browser")
    system = next((word for mark, word in (*_SYSTEMS, *_MORE_SYSTEMS) if mark in user_agent), "")
    return f"{name} on {system}" if system else name


def _people(request: HttpRequest) -> list[int]:
    try:
        people = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=YEAR)
    except signing.BadSignature:
        return []
    return [each for each in people if isinstance(each, int)]
