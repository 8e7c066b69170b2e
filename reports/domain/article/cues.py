"""Recognises by its sense what an author leaves unheaded: the conclusion, and the offer of a tailored report.

An offer speaks to the reader about a service, analysis about its subject: words of both kinds must meet.
"""

import re

_CONCLUDES = re.compile(
    r"^(?:in conclusion|to conclude|in closing|concluding|to sum up|summing up|"
    r"en conclusion|pour conclure|zum schluss|abschließend|en conclusión|para concluir|"
    r"in conclusione|per concludere|в заключение|подводя итог|در پایان|"
    r"در نتیجه|جمع‌بندی|في الختام|总之|結論として|συμπερασματικά)(?!\w)",
    re.IGNORECASE,
)
_MAY_CONCLUDE = re.compile(
    r"^(?:overall|in sum|in summary|in short|ultimately|all in all|"
    r"taken together|on balance|finally|in the end)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\b(?:tailor(?:ed|[- ]made)|bespoke|customi[sz]ed|custom(?:[- ]?made)?|"
    r"made[- ]to[- ](?:measure|order)|speciali[sz]ed|personali[sz]ed|on[- ]demand|dedicated|confidential|"
    r"in[- ]depth)\b",
    re.IGNORECASE,
)
_PRODUCT = re.compile(
    r"\b(?:reports?|briefings?|analys[ie]s|assessments?|studies|study|research|consult\w*|advice|"
    r"intelligence|insights?|"
    r"service)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\b(?:contact|reach out|get in touch|write to|e-?mail\w*|call us|speak (?:to|with)|talk to|"
    r"send us|request(?:ed)?|commission|order|inquir\w+|enquir\w+|on request|invite|subscribe)\b",
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
    r"\b(?:tailor(?:ed|[- ]made)|bespoke|customi[sz]ed|custom(?:[- ]made)?) (?:\w+ ){0,2}"
    r"(?:reports?|briefings?|analys[ie]s|assessments?|stud(?:y|ies)|research)\b",
    re.IGNORECASE,
)
_NEED = re.compile(
    r"\b(?:needs?|questions?|interested|(?:further|more|additional) information|(?:know|learn|"
    r"find out) more)\b",
    re.IGNORECASE,
)
_MAX_OFFER, _MAX_CONTACT, _ALL = 1500, 400, 3


def concludes(text: str) -> bool:
    """Whether a paragraph begins with a formula that only a conclusion has."""
    return bool(_CONCLUDES.match(text[:80]))


def may_conclude(text: str) -> bool:
    """Whether a paragraph begins as conclusions often do, and other paragraphs sometimes."""
    return bool(_MAY_CONCLUDE.match(text[:80]))


def offers(text: str) -> bool:
    """Whether a closing paragraph offers the reader work to order, or says how to reach the authors."""
    if len(text) > _MAX_OFFER:
        return False
    if len(text) <= _MAX_CONTACT and _ADDRESS.search(text):
        return True
    speaks_to_reader = bool(_READER.search(text)) + bool(_HOUSE.search(text)) + bool(_CONTACT.search(text))
    if _DIRECT.search(text):
        return speaks_to_reader >= 1
    is_offer = _OFFER.search(text) or _NEED.search(text)
    return bool(is_offer) and bool(_PRODUCT.search(text)) and speaks_to_reader == _ALL
