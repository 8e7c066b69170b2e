"""The figures that the project promises, each measured by one module of this package.

A bench is a module `config/benches/NAME.py` with one function `measure(folder: Path) -> Iterable[Figure]`.
It runs in a process of its own with a fresh, migrated, empty database and a throw-away DATA_DIR (`folder`),
builds its own data, measures what it compares alternately in this one run, and returns its figures;
`manage.py bench NAME [--json]` prints each with its goal and exits 1 when one does not hold.

    from config.benches import Figure, at_most

    def measure(folder: Path) -> list[Figure]:
        \"\"\"What is measured, on what data, how often.\"\"\"
        return [at_most("ratio of medians", 1.07, goal=1.15, unit="×")]
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value beside its goal; without a goal (None) it is told, not judged."""

    name: str
    value: float
    unit: str
    goal: str | None
    holds: bool


def at_most(name: str, value: float, *, goal: float, unit: str) -> Figure:
    """A figure that must not exceed its goal."""
    return Figure(name, value, unit, f"at most {goal:g}", value <= goal)


def at_least(name: str, value: float, *, goal: float, unit: str) -> Figure:
    """A figure that must reach its goal."""
    return Figure(name, value, unit, f"at least {goal:g}", value >= goal)


def told(name: str, value: float, *, unit: str) -> Figure:
    """A figure without a goal, given because it explains another."""
    return Figure(name, value, unit, None, holds=True)
