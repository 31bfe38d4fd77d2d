"""A day of one way of pacing: the small door behind which the floor stands, or another driver."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from callseat.simulate.controller import Controller, Predictive, Progressive, Ratio
from callseat.simulate.figures import Figures
from callseat.simulate.floor import Floor, Site
from callseat.simulate.population import Population


class Way(StrEnum):
    """Who decides. `ratio` is the reference."""

    PREDICTIVE = "predictive"
    PROGRESSIVE = "progressive"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Trial:
    """One day with this population. The same seed is the same people, whoever decides."""

    site: Site
    people: Population
    way: Way
    seed: int


Driver = Callable[[Trial], Figures]
"""Makes a day of a trial."""


def on_floor(trial: Trial) -> Figures:
    """The fast driver: the campaign's own pacer and cap, without calls and legs."""
    return Floor(trial.site, trial.people, _controller(trial), trial.seed).run()


def _controller(trial: Trial) -> Controller:
    match trial.way:
        case Way.PREDICTIVE:
            return Predictive(trial.site.cap)
        case Way.RATIO:
            return Ratio(trial.site.cap)
    return Progressive()
