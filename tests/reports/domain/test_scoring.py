"""Scores of forecasts, against values computed by hand and from the literature."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.domain.likelihood import BANDS, Yardstick
from reports.domain.scoring import (
    ALWAYS_EVEN,
    Forecast,
    Outcome,
    brier,
    calibration,
    probability,
    wilson,
)

pytestmark = pytest.mark.once

A = Yardstick.ICD_203_A
YES, NO, VOID = Outcome.HAPPENED, Outcome.DID_NOT_HAPPEN, Outcome.VOID


def test_a_forecast_counts_as_its_number_else_as_the_middle_of_its_band() -> None:
    assert probability(A, Forecast("likely", YES)) == 0.675
    assert probability(A, Forecast("likely", YES, 70)) == 0.7
    with pytest.raises(ValueError, match="not a word"):
        probability(A, Forecast("probable", YES))


def test_the_brier_score_is_the_mean_squared_error() -> None:
    mixed = [Forecast("likely", YES, 70), Forecast("very unlikely", NO, 10), Forecast("unlikely", YES, 40)]
    assert brier(A, mixed) == pytest.approx((0.09 + 0.01 + 0.36) / 3)
    assert brier(A, [*mixed, Forecast("likely", VOID, 60)]) == brier(A, mixed)
    assert brier(A, [Forecast("likely", VOID)]) is None


@given(st.lists(st.sampled_from([YES, NO]), min_size=1))
def test_whoever_always_says_even_earns_a_quarter(outcomes: list[Outcome]) -> None:
    assert brier(A, [Forecast("roughly even chance", each, 50) for each in outcomes]) == ALWAYS_EVEN


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
)
def test_the_interval_of_wilson(hits: int, count: int, low: float, high: float) -> None:
    assert wilson(hits, count) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("hits", "count"), [(0, 0), (2, 1), (-1, 4)])
def test_what_is_no_share_is_refused(hits: int, count: int) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        wilson(hits, count)


@given(st.integers(1, 500).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count))))
def test_the_interval_holds_its_share_and_stays_between_nothing_and_all(pair: tuple[int, int]) -> None:
    hits, count = pair
    low, high = wilson(hits, count)
    assert (
        0 <= low <= hits / count <= high <= 1
        or hits / count == pytest.approx(low)
        or hits / count == pytest.approx(high)
    )


def test_calibration_groups_by_band_in_the_order_of_the_scale() -> None:
    forecasts = [
        *[Forecast("likely", YES, 70)] * 6,
        *[Forecast("likely", NO, 60)] * 4,
        *[Forecast("almost no chance", YES)] * 3,
        Forecast("unlikely", VOID),
    ]
    rare, likely = calibration(A, forecasts)
    assert (rare.band.term, rare.count, rare.observed, rare.is_calibrated) == (
        "almost no chance",
        3,
        1.0,
        False,
    )
    assert (likely.band.term, likely.count, likely.observed) == ("likely", 10, 0.6)
    assert likely.stated == pytest.approx(0.66)
    assert likely.is_calibrated


def test_a_synonym_falls_into_the_band_of_its_word() -> None:
    phia = Yardstick.PHIA
    (group,) = calibration(phia, [Forecast("likely", YES), Forecast("probable", NO)])
    assert (group.band, group.count) == (BANDS[phia][4], 2)
