"""The body of a report, section by section: its text as HTML, its typed parts, its drawings and pictures.

It is built in the order of print, because footnotes are numbered as they are called. What is empty is
left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from reports.domain.sections import SPECS, SectionKind, SectionSpec
from reports.domain.snapshot import Snapshot
from reports.rendering import direction, drawings, evidence, markdown, statements
from reports.rendering.direction import Direction
from reports.rendering.drawings import Drawing, Plate
from reports.rendering.footnotes import Note, Notes

PICTURES = "pictures/"
"""Where the page of a report finds its pictures, beside itself."""
_SHOWN_AS = {SectionKind.CALL_TO_ACTION: "Tailored reports"}
"""Where the vocabulary's word is the trade's, not the reader's."""
_OWN_PARTS = {
    SectionKind.KEY_FINDINGS: "findings",
    SectionKind.RISK_ASSESSMENT: "risks",
    SectionKind.SCENARIOS: "scenarios",
    SectionKind.SOURCES: "sources",
}
_JUDGEMENTS_AFTER = SectionKind.CONCLUSION
_FEW_ROWS, _FEW_JUDGEMENTS = 8, 4
"""A table of no more rows is not divided between pages: of risks, and of judgements, which are longer."""


@dataclass(frozen=True, slots=True)
class Part:
    """One section as it is set: `template` is the partial of page and PDF, `items` are its typed parts."""

    id: str
    title: str
    template: str
    body: str = ""
    items: tuple[Any, ...] = ()
    plates: tuple[Plate, ...] = ()
    together: bool = False
    explained: bool = False
    reused_from: str = ""
    legend: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Body:
    """Builds the parts of one document; `pictures` stands before a picture's digest in its address."""

    snapshot: Snapshot
    drawn: tuple[Drawing, ...] = ()
    pictures: str = PICTURES
    notes: Notes = field(default_factory=Notes)

    def write(self, text: str) -> SafeString:
        """The HTML of a Markdown text of this document."""
        html = markdown.to_html(text, base=self.base, notes=self.notes)
        return mark_safe(html)  # noqa: S308 -- cleaned by the allow-list in `markdown`

    @property
    def base(self) -> Direction:
        """The way the document runs."""
        return direction.of_language(self.snapshot.language)

    def parts(self) -> list[Part]:
        """The sections in print order; typed parts have theirs even if nothing else is said in it."""
        plates = drawings.placed(self._shown(), self.snapshot.figures, self._written(), self.pictures)
        parts = []
        for spec in SPECS:
            if spec.kind in self._written() or plates.get(spec.kind):
                parts.append(self._part(spec, plates.get(spec.kind, ())))
            if spec.kind is _JUDGEMENTS_AFTER:
                parts += self._judgements()
        return parts

    def called(self) -> list[Note]:
        """The footnotes so far, cleaned."""
        return [
            Note(mark_safe(markdown.clean(note.html)), note.dir)  # noqa: S308 -- cleaned in this line
            for note in self.notes.called
        ]

    def _shown(self) -> Iterable[Drawing]:
        """The drawings that say more than the report's head: not the map of its countries alone."""
        return (each for each in self.drawn if self.snapshot.places or each.kind != drawings.MAP)

    def _written(self) -> set[SectionKind]:
        own = {kind for kind, name in _OWN_PARTS.items() if getattr(self.snapshot, name)}
        return own | {section.kind for section in self.snapshot.sections}

    def _part(self, spec: SectionSpec, plates: tuple[Plate, ...]) -> Part:
        section = self.snapshot.section(spec.kind)
        given = section.title if section else ""
        return Part(
            id=spec.kind.value.replace("_", "-"),
            title=given if given not in ("", spec.title) else _SHOWN_AS.get(spec.kind, spec.title),
            template=f"reports/sections/{spec.kind.value}.html",
            body=self.write(section.body if section else ""),
            items=self._items(spec.kind),
            plates=plates,
            together=self._is_short(spec.kind),
            explained=spec.kind is SectionKind.RISK_ASSESSMENT
            and any(each.text.strip() for each in self.snapshot.risks),
            reused_from=section.reused_from if section else "",
        )

    def _is_short(self, kind: SectionKind) -> bool:
        """Whether the typed parts of that section are not divided between pages."""
        if kind is SectionKind.KEY_FINDINGS:
            return statements.fit_together(self.snapshot)
        return len(self.snapshot.risks) <= _FEW_ROWS

    def _items(self, kind: SectionKind) -> tuple[Any, ...]:
        match kind:
            case SectionKind.KEY_FINDINGS:
                return statements.findings(self.snapshot, self.write)
            case SectionKind.RISK_ASSESSMENT:
                return evidence.risks(self.snapshot, self.write)
            case SectionKind.SCENARIOS:
                return statements.scenarios(self.snapshot, self.write)
            case SectionKind.SOURCES:
                return evidence.sources(self.snapshot)
        return ()

    def _judgements(self) -> Iterable[Part]:
        """The page of judgements with its legends, where anything was judged."""
        items = statements.judgements(self.snapshot)
        if items:
            scales = (each for each in self.drawn if each.kind == drawings.LEGEND)
            yield Part(
                id="judgements",
                title="Judgements",
                template="reports/sections/judgements.html",
                items=items,
                together=len(items) <= _FEW_JUDGEMENTS,
                plates=tuple(map(drawings.drawn, scales)) if any(each.likelihood for each in items) else (),
                legend=statements.levels() if any(each.confidence for each in items) else (),
            )
