"""Two reports for the linter: a clean one, full of what only looks like a fault, and one with thirty-two."""

from dataclasses import replace

from reports.domain.sections import SectionKind, spec_of
from reports.domain.snapshot import (
    Answer,
    FigureImage,
    Finding,
    Risk,
    Scenario,
    SectionText,
    SeriesPlace,
    Snapshot,
    Source,
    TimelineEntry,
)


def section(kind: SectionKind, body: str) -> SectionText:
    return SectionText(kind, spec_of(kind).title, body)


def picture(caption: str, alternative: str) -> FigureImage:
    return FigureImage("9" * 64, "image/png", 640, 480, caption, "Harbour office", alternative)


CLEAN = Snapshot(
    title="Ice on the northern ferry line",
    language="en-GB",
    marking="TLP:GREEN",
    authors=("Ada Lind",),
    dated="2026-04-20",
    edition=2,
    series=SeriesPlace("Northern Files", "northern-files", "", 4, 2),
    reference="",
    prepared_for="",
    questions=(),
    countries=("NO",),
    topics=("shipping",),
    picture=None,
    editor_note="Since edition 1 the figures for April were added; no judgement changed.",
    yardstick="icd203a",
    sections=(
        section(
            SectionKind.EXECUTIVE_SUMMARY,
            "The line stays open in May 2026, and two ships serve it. We judge it likely (55–80 %) that a "
            "third "
            "ship joins before the autumn.\n\n"
            "Our confidence is moderate. The company's books are public, its plans are not.",
        ),
        section(
            SectionKind.BACKGROUND,
            "The line was opened in 1962, e.g. for the fishing towns of the U.S. Navy's old chart No. 7. It "
            "is "
            "remote country: a remote valley, a remote lighthouse and no road.\n\n"
            "> The minister said that a closure is probable and that he is highly confident.\n"
            "> It might come in June.\n\n"
            "The harbour master called it “probable, perhaps highly likely”, and nobody contradicted him. "
            "In 2019 "
            "the pilots worked the strait by daylight only.\n\n"
            "| Month | Crossings | Share |\n|---|--:|--:|\n| April | 120 | 30 % |\n| May | 140 | 35 % |",
        ),
        section(
            SectionKind.ANALYSIS,
            "### What holds the line\n\nA vote of no confidence is likely in the municipal council. Low "
            "confidence "
            "in the currency is likely to raise the price of fuel. Probable cause was found against one "
            "owner. "
            "Some 30 per cent of the passengers are likely to be guests, says the company at "
            "<https://example.org/probable-may-might>.\n\n"
            "- Fuel rose by 3.5 % in April.\n"
            "- Crews come from three towns.\n",
        ),
        section(
            SectionKind.RISK_ASSESSMENT, "Fog costs more days than ice. Neither closes the line for a week."
        ),
        section(
            SectionKind.CONCLUSION, "The line is worth a contract of two years with a way out after one."
        ),
        section(
            SectionKind.SOURCES,
            "Two of the sources are records; one is a person who was right before, whose word is probably "
            "true "
            "and could not be confirmed.",
        ),
        section(SectionKind.CALL_TO_ACTION, "Ask us what your own line may expect."),
    ),
    findings=(
        Finding("The line carried 41,000 people in 2025. It did not close in May.", "fact"),
        Finding("The subsidy is paid until March 2027.", "assumption"),
        Finding(
            "We judge it likely that a third ship joins by October 2026. The company's financial might is no "
            "obstacle, and it could not refuse the subsidy. Its owner wrote that it “may come sooner”.",
            "judgement",
            likelihood="likely",
            percent=70,
            confidence="moderate",
            basis="Two graded records agree; the plan itself was not seen. Their author may be partial.",
        ),
    ),
    scenarios=(
        Scenario(
            1,
            "A third ship",
            "A third ship is bought in May and sails from October. The old ones stay.",
            likelihood="likely",
            percent=60,
            impact=3,
            horizon="2026-10-31",
            indicators=("A tender is published", "Crews are hired"),
        ),
        Scenario(
            2,
            "The line is cut to one ship",
            "One ship is sold, and the winter timetable is halved.",
            likelihood="very unlikely",
            impact=4,
            horizon="2027-03-31",
            indicators=("A ship is offered for sale",),
        ),
    ),
    risks=(Risk("Fog in the strait", 4, 2, "steady", "It may cost nine days a year."),),
    sources=(
        Source("Company register, annual report 2025.", grade="A2", supports=("finding 1", "finding 3")),
        Source(
            "Ministry of Transport, “Probable Costs of Remote Lines”.", grade="B2", supports=("finding 2",)
        ),
        Source(
            "A pilot of the line, March 2026.", grade="C3", supports=("scenario 1", "Scenario 2", "Analysis")
        ),
    ),
    timeline=(TimelineEntry("1962", "The line was opened."),),
    figures=(picture("The quay in April 2026", "Two ships at a quay with ice along the wall."),),
)
"""No fault; its months, quotations, places, votes and abbreviations look like some."""

PLANTED = Snapshot(
    title="Fuel at the southern depots",
    language="en",
    marking="TLP:AMBER",
    authors=("Bo Rask",),
    dated="2026-05-04",
    edition=2,
    series=None,
    reference="RQ-2026-0007",
    prepared_for="Meridian Shipping",
    questions=("Will the depots run dry?", "Who decides on a refill?", "What would a strike cost?"),
    countries=("SE",),
    topics=("fuel",),
    picture=None,
    editor_note="",
    yardstick="icd203a",
    sections=(
        section(
            SectionKind.EXECUTIVE_SUMMARY,
            "The depots hold fuel for six weeks. A refill in June is highly likely.\n\n"
            "We have high confidence that a strike is unlikely.",
        ),
        section(
            SectionKind.BACKGROUND,
            "Three depots serve the coast. The capacity of the fourth is TBD.\n\n"
            "The owner changed in 2024. A sale is unlikely (60 %).",
        ),
        section(
            SectionKind.ANALYSIS,
            "The pipeline, says the U.S. operator, is sound. A longer repair is probable.\n\n"
            "The prospect of a second pipeline remains remote. There is a 90 per cent chance that it is "
            "unlikely to be built.",
        ),
        section(SectionKind.CONCLUSION, "[insert the two measures here]"),
    ),
    findings=(
        Finding("Depot two was shut for eleven days in 2025."),
        Finding("We judge it likely that depot one is full.", "judgement", "", None, "high", "Two records."),
        Finding("We judge it unlikely that prices fall.", "judgement", "unlikely", None, "", "Traders."),
        Finding("We judge it very likely that it reopens.", "judgement", "very likely", None, "low", " "),
        Finding(
            "We judge it likely that the crews stay. They may ask for more in the autumn.",
            "judgement", "likely", None, "moderate", "Talks with two crews.",
        ),
        Finding(
            "It is believed that a strike cannot be ruled out.",
            "judgement", "unlikely", None, "low", "One source.",
        ),
        Finding("We judge it likely that trucks are short.", "judgement", "likely", 40, "low", "Hearsay."),
        Finding("A new owner is found.", "judgement", "probable", None, "low", "Press."),
        Finding("We judge it unlikely that duty rises.", "judgement", "likely", None, "low", "A draft law."),
        Finding("The quay was dredged.", "fact", "almost certain"),
    ),
    scenarios=(
        Scenario(
            1, "Dry in summer", "Two depots run dry, and perhaps the third.",
            horizon="2026-04-01", indicators=("Queues at the gates",),
        ),
    ),
    sources=(
        Source("Depot ledger 2025.", grade="A2", supports=("finding 1", "finding 99")),
        Source("Two traders.", grade="", supports=("finding 3",)),
        Source("Draft law on duties.", grade="B2"),
    ),
    figures=(picture("The depots from above", ""), picture("", "A gate with a queue of trucks.")),
    answers=(
        Answer(1, ("finding 2", "finding 99", "Sources")),
        Answer(3, (), "No insurer has published its terms."),
    ),
)  # fmt: skip

EXPECTED = {
    ("unexplained-change", "editor’s note", "Edition 2."),
    ("lost-answer", "question 1", "Will the depots run dry?"),
    ("unanswered-question", "question 2", "Who decides on a refill?"),
    ("mixed-wordings", "Executive Summary", "A refill in June is highly likely."),
    ("likelihood-and-confidence", "Executive Summary", "We have high confidence that a strike is unlikely."),
    ("placeholder", "Background Information", "The capacity of the fourth is TBD."),
    ("percent-against-word", "Background Information", "A sale is unlikely (60 %)."),
    ("mixed-wordings", "Analysis", "A longer repair is probable."),
    ("mixed-wordings", "Analysis", "The prospect of a second pipeline remains remote."),
    (
        "percent-against-word",
        "Analysis",
        "There is a 90 per cent chance that it is unlikely to be built.",
    ),
    ("placeholder", "Conclusion", "[insert the two measures here]"),
    ("required-section", "Risk Assessment", "Risk Assessment"),
    ("finding-without-kind", "finding 1", "Depot two was shut for eleven days in 2025."),
    ("judgement-without-likelihood", "finding 2", "We judge it likely that depot one is full."),
    ("judgement-without-confidence", "finding 3", "We judge it unlikely that prices fall."),
    ("judgement-without-basis", "finding 4", "We judge it very likely that it reopens."),
    ("hedged-judgement", "finding 5", "They may ask for more in the autumn."),
    ("hedged-judgement", "finding 6", "It is believed that a strike cannot be ruled out."),
    ("percent-outside-band", "finding 7", "likely, 40 %"),
    ("unknown-word", "finding 8", "probable"),
    ("word-against-field", "finding 9", "We judge it unlikely that duty rises."),
    ("fact-with-likelihood", "finding 10", "The quay was dredged."),
    ("too-few-scenarios", "Scenarios Analysis", "One scenario."),
    ("hedged-judgement", "scenario 1", "Two depots run dry, and perhaps the third."),
    ("scenario-without-likelihood", "scenario 1", "Dry in summer"),
    ("horizon-in-the-past", "scenario 1", "Dry in summer: 2026-04-01"),
    ("no-source-summary", "Sources", "No source summary."),
    ("unknown-statement", "source 1", "Depot ledger 2025."),
    ("ungraded-source", "source 2", "Two traders."),
    ("idle-source", "source 3", "Draft law on duties."),
    ("picture-without-alternative", "figure 1", "The depots from above"),
    ("picture-without-caption", "figure 2", "9" * 64),
}
"""Rule, place and sentence of each fault that was planted: thirty-two."""


def replace_body(
    snapshot: Snapshot, text: str, *, yardstick: str = "icd203a", alone: bool = False
) -> Snapshot:
    """The snapshot with another conclusion; `alone` leaves out every other text that is measured in words."""
    kept = () if alone else tuple(each for each in snapshot.sections if each.kind != SectionKind.CONCLUSION)
    changed = replace(snapshot, sections=(*kept, section(SectionKind.CONCLUSION, text)), yardstick=yardstick)
    return replace(changed, findings=(), scenarios=(), risks=()) if alone else changed
