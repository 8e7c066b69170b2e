"""How good forecasts were: their Brier score, and whether the likely happened as often as the word says.

A forecast is scored by the number that its author gave, else by the middle of its word's band. Sources: ICD
203, standard 8, for the duty to look back; G. W. Brier (1950) for the score; E. B. Wilson (1927) for the
interval.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

from reports.domain.likelihood import BANDS, Band, Yardstick, band

ALWAYS_EVEN = 0.25
"""What somebody earns who always says 50 %."""

_Z = NormalDist().inv_cdf(0.975)


class Outcome(StrEnum):
    """How a forecast was resolved; a void one counts for nothing."""

    HAPPENED = "happened"
    DID_NOT_HAPPEN = "did not happen"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Forecast:
    """A word of the yardstick, a number inside its band where one was given, and what came of it."""

    term: str
    outcome: Outcome
    percent: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The forecasts of one band: their mean probability, the share that happened, and its interval."""

    band: Band
    count: int
    stated: float
    observed: float
    low: float
    high: float

    @property
    def is_calibrated(self) -> bool:
        """Whether what was stated lies inside the interval of what was seen."""
        return self.low <= self.stated <= self.high


def probability(yardstick: Yardstick, forecast: Forecast) -> float:
    """The forecast as a number from 0 to 1; raises ValueError for a word of another yardstick."""
    middle = band(yardstick, forecast.term).midpoint
    return (middle if forecast.percent is None else forecast.percent) / 100


def brier(yardstick: Yardstick, forecasts: Iterable[Forecast]) -> float | None:
    """The mean of (p − outcome)², from 0, which is perfect, to 1; None where nothing was resolved."""
    errors = [(probability(yardstick, each) - _happened(each)) ** 2 for each in _resolved(forecasts)]
    return sum(errors) / len(errors) if errors else None


def calibration(yardstick: Yardstick, forecasts: Iterable[Forecast]) -> tuple[Group, ...]:
    """One group per band that was used, from the least likely to the most."""
    resolved = _resolved(forecasts)
    groups = []
    for each in BANDS[yardstick]:
        mine = [forecast for forecast in resolved if band(yardstick, forecast.term) == each]
        if mine:
            groups.append(_group(yardstick, each, mine))
    return tuple(groups)


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95 % score interval of a share, from 0 to 1; raises ValueError for what is no share."""
    if not 0 <= hits <= count or count == 0:
        raise ValueError(f"{hits} of {count} is not a share.")
    share, square = hits / count, _Z**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    reach = _Z * sqrt(share * (1 - share) / count + square / (4 * count**2)) / (1 + square / count)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _group(yardstick: Yardstick, of: Band, forecasts: list[Forecast]) -> Group:
    count, hits = len(forecasts), sum(map(_happened, forecasts))
    stated = sum(probability(yardstick, each) for each in forecasts) / count
    low, high = wilson(hits, count)
    return Group(of, count, stated, hits / count, low, high)


def _resolved(forecasts: Iterable[Forecast]) -> list[Forecast]:
    return [each for each in forecasts if each.outcome is not Outcome.VOID]


def _happened(forecast: Forecast) -> int:
    return int(forecast.outcome is Outcome.HAPPENED)
