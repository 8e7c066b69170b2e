"""How the pages name places in a series, countries and file sizes.

They are filters on plain values, so that a page can be filled from a row without building models.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django_countries import countries

from reports.domain.numbering import place

register = template.Library()


@register.filter
def numbered(row: Mapping[str, Any]) -> str:
    """`Volume 20, Issue 3` of a row with both numbers."""
    return place(row["volume"], row["issue"])


@register.filter
def country(code: str) -> str:
    """The English name of a country; the code itself where it has none."""
    return str(countries.name(code) or code)


@register.filter
def day(text: str) -> date:
    """The date that was stored as `2024-01-03`."""
    return date.fromisoformat(text)
