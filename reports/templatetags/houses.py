"""What the account line says of somebody's organisations; public pages have no such line and pay nothing."""

from dataclasses import dataclass

from django import template
from django.template import Context

from reports.models import Membership, Organisation, User
from reports.services import houses, joining

register = template.Library()


@dataclass(frozen=True, slots=True)
class Homes:
    """All of them, where the person is at the moment, and the organisation that it may ask to join."""

    every: list[Membership]
    here: Membership | None
    may_join: Organisation | None


@register.simple_tag(takes_context=True)
def homes(context: Context) -> Homes | None:
    """The organisations of whoever is signed in; None for nobody."""
    http = context.get("request")
    user = http.user if http else None
    if http is None or not isinstance(user, User):
        return None
    known = houses.homes_of(user)
    return Homes(known, houses.at_home(user, http.session, known), None if known else joining.house_for(user))
