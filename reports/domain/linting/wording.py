"""The rules on words: one yardstick, confidence apart, no hedges, numbers that agree.

They read English only; every other rule reads any language.
"""

from collections.abc import Iterator

from reports.domain.likelihood import Band, Yardstick, band
from reports.domain.linting import hedges, percents, terms
from reports.domain.linting.confidences import speaks_of_confidence
from reports.domain.linting.document import Document, Role, Spot, finding_spot
from reports.domain.linting.fault import Found
from reports.domain.linting.sentences import Sentence

_ALL = (Role.JUDGEMENT, Role.TEXT)


def mixed_wordings(document: Document) -> Iterator[Found]:
    """ICD 203, standard 2, and PHIA: a report uses one yardstick in one wording, and prints its scale."""
    yardstick = document.yardstick
    if yardstick is None:
        return
    for spot, at, sentence in document.judged(*_ALL):
        foreign = [term for term in terms.terms(sentence) if not terms.belongs(term, yardstick)]
        if foreign:
            advice = " ".join(_instead(term, yardstick) for term in foreign)
            yield Found(spot, sentence.text, f"This report uses {yardstick.label}. {advice}", at)


def _instead(term: str, yardstick: Yardstick) -> str:
    near = terms.nearest(term, yardstick)
    owners = terms.owners(term)
    return (
        f"“{term.capitalize()}” is a word of {owners}: write “{near.term}” ({near.range}), or what you mean."
    )


def likelihood_and_confidence(document: Document) -> Iterator[Found]:
    """ICD 203, standard 2: confidence is about the evidence, likelihood about the event; one at a time."""
    for spot, at, sentence in document.judged(*_ALL):
        if speaks_of_confidence(sentence) and (terms.terms(sentence) or percents.chances(sentence.words)):
            advice = "It gives a likelihood and a confidence at once: make two sentences of it."
            yield Found(spot, sentence.text, advice, at)


def hedged_judgement(document: Document) -> Iterator[Found]:
    """ICD 203, standard 2: a judgement says how likely, in a word of the yardstick; hedges are on none."""
    scale = f"a word of {document.yardstick.label}" if document.yardstick else "a word of the yardstick"
    for spot, at, sentence in document.judged(Role.JUDGEMENT):
        found = hedges.hedges(sentence)
        if found:
            said = ", ".join(f"“{each}”" for each in found)
            yield Found(
                spot, sentence.text, f"{said} cannot be measured: say how likely it is with {scale}.", at
            )


def percent_against_word(document: Document) -> Iterator[Found]:
    """ICD 203 and PHIA, the scale: a number lies inside the band of the word that stands beside it."""
    for spot, at, sentence in document.judged(*_ALL):
        clashes = tuple(dict.fromkeys(_clashes(sentence, document.yardstick)))
        if clashes:
            yield Found(spot, sentence.text, " ".join(clashes), at)


def _clashes(sentence: Sentence, yardstick: Yardstick | None) -> Iterator[str]:
    found = terms.matches(sentence)
    for term, start, end in found:
        number = percents.beside(sentence.words, start, end)
        if number and not number.agrees_with(terms.bands_of(term, yardstick)):
            yield _correction(term, number, yardstick)
    for number in percents.chances(sentence.words) if found else ():
        if not any(number.agrees_with(terms.bands_of(term, yardstick)) for term, _, _ in found):
            yield _correction(found[0][0], number, yardstick)


def _correction(term: str, number: percents.Percent, yardstick: Yardstick | None) -> str:
    band = terms.bands_of(term, yardstick)[0]
    return f"“{number.text}” is not “{term}”, which is {band.range}: correct the number or the word."


def word_against_field(document: Document) -> Iterator[Found]:
    """ICD 203, standard 6: a judgement's text and the likelihood that is printed with it say the same."""
    yardstick = document.yardstick
    if yardstick is None:
        return
    fields = [finding.likelihood for finding in document.snapshot.findings]
    meant = {finding_spot(number): term for number, term in enumerate(fields, start=1)}
    said: dict[Spot, list[tuple[str, Sentence]]] = {}
    for spot, _, sentence in document.judged(Role.JUDGEMENT):
        known = [term for term in terms.terms(sentence) if terms.belongs(term, yardstick)]
        said.setdefault(spot, []).extend((term, sentence) for term in known)
    for spot, found in said.items():
        field = _band_of(meant.get(spot, ""), yardstick)
        if field and found and field not in (terms.bands_of(term, yardstick)[0] for term, _ in found):
            term, sentence = found[0]
            yield Found(spot, sentence.text, f"The text says “{term}”, its field “{field.term}”: choose one.")


def _band_of(term: str, yardstick: Yardstick) -> Band | None:
    try:
        return band(yardstick, term)
    except ValueError:
        return None
