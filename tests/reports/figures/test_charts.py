"""Matrix, scenarios, timeline and legend: what they say is what the report says."""

import re
from datetime import date
from itertools import pairwise

import pytest

from reports.domain.likelihood import BANDS, Yardstick
from reports.domain.parts import Risk, Scenario, TimelineEntry
from reports.figures import likelihood_legend, risk_matrix, scenario_chart, timeline
from reports.figures.axis import Axis, spread
from reports.figures.ink import LEVELS
from reports.figures.lettering import of_text
from reports.figures.matrix import STEPS, shade
from tests.reports.figures.samples import PERSIAN, SVG, collisions, full, outside, parsed, snapshot, written

pytestmark = pytest.mark.once


def test_the_matrix_reads_every_risk_with_its_values() -> None:
    figure = risk_matrix(
        snapshot(
            risks=(
                Risk("Port closed.", 4, 3, "rising"),
                Risk("Cable cut", 1, 5, "falling"),
                Risk("Strike", 2, 2, "steady"),
            )
        )
    )
    assert figure is not None
    assert figure.alternative == (
        "3 risks by likelihood and impact, each from 1, lowest, to 5, highest. "
        "Risk 1, Port closed.: likelihood 4, impact 3, rising. "
        "Risk 2, Cable cut: likelihood 1, impact 5, falling. "
        "Risk 3, Strike: likelihood 2, impact 2, steady."
    )


def test_a_risk_off_the_scale_is_left_out_and_the_others_keep_their_numbers() -> None:
    figure = risk_matrix(snapshot(risks=(Risk("No", 0, 3, "rising"), Risk("Yes", 1, 1, "odd"))))
    assert figure is not None
    assert figure.alternative.endswith("Risk 2, Yes: likelihood 1, impact 1.")
    assert risk_matrix(snapshot(risks=(Risk("No", 6, 3, "rising"),))) is None


def test_many_risks_in_one_cell_stand_side_by_side() -> None:
    figure = risk_matrix(snapshot(risks=tuple(Risk(f"Risk {n}", 5, 5, "rising") for n in range(1, 13))))
    assert figure is not None
    assert collisions(figure.svg) == []
    assert outside(figure.svg) == []
    assert {str(n) for n in range(1, 13)} <= {text for text, _ in written(figure.svg)}


def test_the_shade_of_a_cell_never_falls_as_likelihood_or_impact_rises() -> None:
    rank = LEVELS.index
    for step in STEPS:
        for lower, upper in pairwise(STEPS):
            assert rank(shade(step, lower)) <= rank(shade(step, upper))
            assert rank(shade(lower, step)) <= rank(shade(upper, step))
    assert {shade(likelihood, impact) for likelihood in STEPS for impact in STEPS} == {*LEVELS}


def test_the_scenario_chart_reads_bands_and_never_a_false_point() -> None:
    figure = scenario_chart(
        snapshot(
            yardstick="phia",
            scenarios=(
                Scenario(1, "Talks resume", "", "likely", 60, 3),
                Scenario(2, "Stalemate", "", "realistic possibility", None, 2),
                Scenario(3, "War", "", "highly unlikely", 77, 9),
                Scenario(4, "Unknown", "", "certain"),
            ),
        )
    )
    assert figure is not None
    assert figure.alternative == (
        "Likelihood and impact of 4 scenarios. "
        "Scenario 1, Talks resume: likely (55–75\u202f%), stated as 60\u202f%; impact 3 of 5. "
        "Scenario 2, Stalemate: realistic possibility (40–<50\u202f%); impact 2 of 5. "
        "Scenario 3, War: highly unlikely (10–20\u202f%). "
        "Scenario 4, Unknown: no likelihood given."
    )


def test_a_bar_covers_its_band_on_the_scale() -> None:
    figure = scenario_chart(
        snapshot(yardstick="icd203a", scenarios=(Scenario(1, "A", "", "unlikely", None, 1),))
    )
    assert figure is not None
    places = dict(written(figure.svg))
    zero, hundred = ((places[f"{n}\u202f%"].left + places[f"{n}\u202f%"].right) / 2 for n in (0, 100))
    bar = re.search(r'd="M([\d.]+) [\d.]+H([\d.]+)"[^>]*stroke-width="16"', figure.svg)
    assert bar is not None
    percent = [(float(edge) - zero) / (hundred - zero) * 100 for edge in bar.groups()]
    assert percent == pytest.approx([20, 45], abs=0.2)


def test_a_chart_without_any_likelihood_or_impact_is_not_drawn() -> None:
    assert scenario_chart(snapshot(scenarios=(Scenario(1, "A", "", "likely"),))) is None
    assert scenario_chart(snapshot(yardstick="phia", scenarios=(Scenario(1, "A", ""),))) is None


@pytest.mark.parametrize("yardstick", list(Yardstick))
def test_the_legend_names_every_word_with_its_range(yardstick: Yardstick) -> None:
    figure = likelihood_legend(yardstick.value)
    assert figure is not None
    shown = [text for text, _ in written(figure.svg)]
    for band in BANDS[yardstick]:
        assert f"{band.term} ({band.range})" in figure.alternative
        assert {band.term, band.range} <= {*shown}
    assert collisions(figure.svg) == []


def test_the_legend_tells_of_the_gaps() -> None:
    phia, icd = likelihood_legend("phia"), likelihood_legend("icd203b")
    assert phia is not None
    assert icd is not None
    assert phia.alternative.endswith(
        "No word stands for the gaps 5 to 10\u202f%, 20 to 25\u202f%, 35 to 40\u202f%, 50 to 55\u202f%, "
        "75 to 80\u202f% and 90 to 95\u202f%."
    )
    assert "gap" not in icd.alternative


def test_the_timeline_reads_dates_with_their_precision_in_order() -> None:
    figure = timeline(
        snapshot(
            timeline=(
                TimelineEntry("2024-02-29", "Leap."),
                TimelineEntry("1999", "Begun", True),
                TimelineEntry("2024-01", "Talks"),
                TimelineEntry("2024-13", "Never"),
            )
        )
    )
    assert figure is not None
    assert figure.alternative == (
        "Timeline of 3 events. About 1999: Begun. January 2024: Talks. 29 February 2024: Leap."
    )


def test_thirty_entries_on_one_day_do_not_collide() -> None:
    figure = timeline(snapshot(timeline=tuple(TimelineEntry("2024-05-06", f"Event {n}") for n in range(30))))
    assert figure is not None
    assert collisions(figure.svg) == []
    assert outside(figure.svg) == []


def test_a_figure_fits_a_printed_page_whatever_the_length_of_its_words() -> None:
    for figure in (risk_matrix(full("W" * 300)), scenario_chart(full("W" * 300)), timeline(full("W" * 900))):
        assert figure is not None
        assert float(parsed(figure.svg).attrib["height"]) <= 840


def test_time_is_drawn_in_proportion() -> None:
    axis = Axis.of([(date(2020, 1, 1),) * 2, (date(2020, 7, 1),) * 2, (date(2021, 1, 1),) * 2], 0, 366)
    assert axis.cuts == ()
    assert axis.at(date(2020, 7, 1)) == pytest.approx(182)
    assert [words for _, words in axis.ticks()][:2] == ["2020", "Feb 2020"]


def test_a_long_silence_is_cut_and_the_rest_stays_in_proportion() -> None:
    days = [date(1905, 1, 1), date(2020, 1, 1), date(2020, 7, 1), date(2021, 1, 1)]
    axis = Axis.of([(day, day) for day in days], 0, 100)
    assert len(axis.cuts) == 1
    first, second, third, fourth = (axis.at(day) for day in days)
    assert second - first < 20
    assert (third - second) / (fourth - third) == pytest.approx(182 / 184)
    assert not any("19" in words[:2] and words != "1905" for _, words in axis.ticks())


def test_labels_are_moved_no_more_than_they_must() -> None:
    assert spread([10, 50, 90], [10, 10, 10], 0, 100) == [10, 50, 90]
    assert spread([50, 50], [10, 10], 0, 100) == [45, 55]
    assert spread([0, 0, 0], [20, 20, 20], 0, 60) == [0, 20, 40]
    assert spread([95], [20], 0, 100) == [80]


def test_a_right_to_left_report_is_mirrored_and_its_words_anchored_where_they_start() -> None:
    plain, mirrored = scenario_chart(full(PERSIAN, "en")), scenario_chart(full(PERSIAN, "fa"))
    assert plain is not None
    assert mirrored is not None
    left = dict(written(plain.svg))
    right = dict(written(mirrored.svg))
    lines = [text for text in right if of_text(text) == "rtl"]
    assert len(lines) == 2
    for line in lines:
        assert right[line].left > 320 > left[line].left
        assert right[line].right == pytest.approx(640 - 22)
    runs = [text.attrib for text in parsed(mirrored.svg).iter(f"{SVG}text") if text.text in lines]
    assert all(each["direction"] == "rtl" and "text-anchor" not in each for each in runs)
