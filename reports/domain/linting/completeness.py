"""The rules on what is not there yet: a section, an account of what changed, words that were to be filled in.

They hold in every language.
"""

import re
from collections.abc import Iterator

from reports.domain.answering import answer_to, passages
from reports.domain.linting.document import NOTE, Document, question_spot, section_spot
from reports.domain.linting.fault import Found
from reports.domain.sections import SPECS, SectionKind

_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9])(?:TBD|TBC|TBA|TODO|FIXME|XXX+)(?![A-Za-z0-9])|\?\?\?+|\b(?i:lorem ipsum)\b"
    r"|[\[<{](?i:insert|fill in|add|to be|placeholder|citation needed|source needed)\b[^\]>}]{0,80}[\]>}]"
)


def required_section(document: Document) -> Iterator[Found]:
    """The house's template: every required section that was asked for says something."""
    snapshot = document.snapshot
    filled = {section.kind for section in snapshot.sections if section.body.strip()}
    filled |= {SectionKind.KEY_FINDINGS} if snapshot.findings else set()
    filled |= {SectionKind.SCENARIOS} if snapshot.scenarios else set()
    for spec in SPECS:
        if spec.required and spec.kind in document.asked and spec.kind not in filled:
            yield Found(section_spot(spec.kind), spec.title, f"Write the section “{spec.title}”.")


def unexplained_change(document: Document) -> Iterator[Found]:
    """ICD 203, standard 7: a later edition says what is different from the one before."""
    edition = document.snapshot.edition
    if edition > 1 and not document.snapshot.editor_note.strip():
        said = f"Edition {edition}."
        yield Found(NOTE, said, f"Say in the editor’s note what changed since edition {edition - 1}.")


def unanswered_question(document: Document) -> Iterator[Found]:
    """ICD 203, standard 5: each question of the client is answered, or the report says why not."""
    snapshot = document.snapshot
    for number, question in enumerate(snapshot.questions, start=1):
        if answer_to(snapshot, number).is_open:
            advice = "Choose the places that answer it, or write why it is not answered."
            yield Found(question_spot(number), question, advice)


def lost_answer(document: Document) -> Iterator[Found]:
    """ICD 203, standard 5: a place that is said to answer a question is in the report."""
    snapshot = document.snapshot
    known = passages(snapshot)
    for number, question in enumerate(snapshot.questions, start=1):
        lost = [name for name in answer_to(snapshot, number).places if name not in known]
        if lost:
            names = ", ".join(f"“{name}”" for name in lost)
            yield Found(question_spot(number), question, f"The report has no {names}: choose another place.")


def placeholder(document: Document) -> Iterator[Found]:
    """The house's rule: nothing goes out that was meant to be filled in."""
    for passage in document.passages:
        for at, sentence in enumerate(passage.sentences):
            found = dict.fromkeys(match[0] for match in _PLACEHOLDER.finditer(sentence.text))
            if found:
                said = ", ".join(f"“{each}”" for each in found)
                yield Found(passage.spot, sentence.text, f"Put the words in the place of {said}.", at)
