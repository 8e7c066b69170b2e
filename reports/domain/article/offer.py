"""Recognises by its sense the closing paragraph that offers the reader a tailored report.

An offer speaks to the reader about a service, analysis about its subject: words of both kinds must meet.
"""

import re

from reports.domain.article import abroad

_OFFER = re.compile(
    r"\b(?:tailor(?:ed|[- ]made)|bespoke|customi[sz]ed|custom(?:[- ]?made)?|"
    r"made[- ]to[- ](?:measure|order)|ad[- ]hoc|speciali[sz]ed|personali[sz]ed|on[- ]demand|"
    r"dedicated|confidential|in[- ]depth)\b",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"\b(?:reports?|briefings?|analys[ie]s|assessments?|studies|study|research|consult\w*|advice|"
    r"intelligence|insights?|"
    r"service)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\b(?:contact|reach (?:out|us|our|the)|get in touch|write to|e-?mail\w*|call us|speak (?:to|with)|"
    r"talk to|send us|request(?:ed)?|"
    r"commission|order(?:ed)?|assist|help you|stand ready|inquir\w+|enquir\w+|on request|invite|subscribe)\b",
    re.IGNORECASE,
)
_READER = re.compile(
    r"\b(?:you|your|yours|readers?|clients?|those (?:with|who|interested)|anyone|feel free|"
    r"organi[sz]ations? that)\b",
    re.IGNORECASE,
)
_HOUSE = re.compile(r"\b(?:us|our|we|the (?:team|desk|editors?|authors?|office))\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"[\w.+-]{1,64}(?:@| ?\[at\] ?)[\w-]{1,63}\.[\w.-]{2,63}|^(?:tel|phone|e-?mail|contact) ?[.:]",
    re.IGNORECASE,
)
_DIRECT = re.compile(
    r"\b(?:tailor(?:ed|[- ]made)|bespoke|customi[sz]ed|custom(?:[- ]made)?|made[- ]to[- ]measure) "
    r"(?:\w+ ){0,2}(?:reports?|briefings?|analys[ie]s|assessments?|stud(?:y|ies)|research)\b",
    re.IGNORECASE,
)
_MADE_FOR = re.compile(
    r"\b(?:tailor(?:ed|[- ]made)|bespoke|customi[sz]ed|made[- ]to[- ]measure)\b", re.IGNORECASE
)
_NEED = re.compile(
    r"\b(?:needs?|requirements?|questions?|interested|wish(?:es|ing)? to|would like|looking for|"
    r"(?:further|more|additional) information|(?:know|learn|"
    r"find out) more)\b",
    re.IGNORECASE,
)
# Nobody but an author who closes writes “please write to us” or “for further information, contact …”.
_PLEASE = re.compile(
    r"\b(?:please|do not hesitate to|don['’]t hesitate to|feel free to) (?:\w+ )?(?:contact|write|reach|"
    r"get in touch|e-?mail|call|send|visit|request)\b|"
    r"^(?:for|to (?:get|obtain|receive|order|request)) (?:\w+[ -]){0,8}(?:information|details|reports?|"
    r"analys[ie]s|briefings?|assessments?|enquiries|inquiries|insights?)\b.{0,160}\b(?:contact|write to|"
    r"reach out|get in touch|e-?mail|call|visit|see our)\b",
    re.IGNORECASE,
)
_MAX_OFFER, _MAX_CONTACT, _ALL = 1500, 400, 3


def is_made(text: str) -> bool:
    """Whether a closing paragraph offers the reader work to order, or says how to reach the authors."""
    if len(text) > _MAX_OFFER:
        return False
    if len(text) <= _MAX_CONTACT and _ADDRESS.search(text):
        return True
    if _PLEASE.search(text) or abroad.is_offered(text):
        return True
    speaks_to_reader = bool(_READER.search(text)) + bool(_HOUSE.search(text)) + bool(_CONTACT.search(text))
    if _MADE_FOR.search(text) and _PRODUCT.search(text) and _READER.search(text) and _CONTACT.search(text):
        return True
    if _DIRECT.search(text):
        return speaks_to_reader >= 1
    is_offer = _OFFER.search(text) or _NEED.search(text)
    return bool(is_offer) and bool(_PRODUCT.search(text)) and speaks_to_reader == _ALL
