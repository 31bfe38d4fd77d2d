"""`callseat simulate`: what a way of dialling would make of a day, in virtual time."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from callseat.cli.files import read_text
from callseat.cli.output import AsJson, fail, say, show
from callseat.simulate.days import Driver, Trial, Way, on_floor
from callseat.simulate.figures import Figures
from callseat.simulate.floor import HOUR, Site
from callseat.simulate.house import in_house
from callseat.simulate.picture import draw
from callseat.simulate.population import BUILT_IN, Duration, Ending, Population
from callseat.simulate.population_file import MAX_BYTES, PopulationError, read_population

simulate_app = typer.Typer(no_args_is_help=True, help="Try things in virtual time.")

COLUMNS = (
    "way",
    "dialled",
    "answered",
    "utilisation %",
    "abandoned %",
    "worst day %",
    "days over cap",
    "seat waits s",
)


@simulate_app.callback()
def simulate() -> None:
    """Try things in virtual time."""


@simulate_app.command()
def campaign(
    seats: Annotated[int, typer.Option(min=1, max=1000, help="Seats at work.")] = 20,
    hours: Annotated[float, typer.Option(min=0.25, max=24, help="Length of a day.")] = 8,
    seeds: Annotated[int, typer.Option(min=1, max=1000, help="Days, each with a seed.")] = 1,
    seed: Annotated[int, typer.Option(help="The first of them.")] = 1,
    mode: Annotated[Way, typer.Option(help="Who decides; the reference is beside it.")] = (
        Way.PREDICTIVE
    ),
    cap: Annotated[float, typer.Option(min=0, max=99, help="Abandoned at most, in %.")] = 3,
    connect_within: Annotated[
        int, typer.Option(min=0, max=10_000, help="How long a callee waits for a seat, in ms.")
    ] = 2000,
    ring_time: Annotated[
        float, typer.Option(min=5, max=600, help="A line that rings longer is given up, in s.")
    ] = 600,
    population: Annotated[
        str, typer.Option(help=f"Of those called: {', '.join(BUILT_IN)}, or a file (YAML).")
    ] = "exponential",
    answer_rate: Annotated[
        float | None, typer.Option(min=0.01, max=1, help="The share that answers, all day.")
    ] = None,
    handling: Annotated[
        float | None, typer.Option(min=1, help="Mean of a talk, exponential, in s.")
    ] = None,
    ring: Annotated[
        float | None,
        typer.Option(min=0.1, help="Mean of a ringing, answered or not, exponential, in s."),
    ] = None,
    fast: Annotated[
        bool, typer.Option("--fast", help="Only the pacing, without calls: many days a minute.")
    ] = False,
    output: Annotated[Path | None, typer.Option(help="A picture of the day (SVG).")] = None,
    as_json: AsJson = False,
) -> None:
    """Dial for a day, and say what it came to: utilisation, abandonment, waiting of seats."""
    people = _changed(_people(population), answer_rate, handling, ring)
    site = Site(
        seats, round(hours * HOUR), connect_within, round(cap * 100), round(ring_time * 1000)
    )
    ways = dict.fromkeys((mode, Way.RATIO))
    days = {
        way.value: [_driver(way, fast)(Trial(site, people, way, seed + n)) for n in range(seeds)]
        for way in ways
    }
    show(COLUMNS, [_row(way, figures) for way, figures in days.items()], as_json=as_json)
    if output is not None:
        title = f"{seats} seats, {hours:g} h, {population}, cap {cap:g} %"
        _write(output, draw(title, days, site.cap), tell=not as_json)


def _driver(way: Way, fast: bool) -> Driver:
    """The reference is no part of the server: it has the floor alone."""
    return on_floor if fast or way is Way.RATIO else in_house


def _people(named: str) -> Population:
    if named in BUILT_IN:
        return BUILT_IN[named]
    try:
        return read_population(read_text(Path(named), MAX_BYTES))
    except PopulationError as error:
        raise fail(f"{named}: {error}") from None


def _changed(
    people: Population, answer_rate: float | None, handling: float | None, ring: float | None
) -> Population:
    changes: dict[str, object] = {}
    if answer_rate is not None:
        changes |= {"answer": (answer_rate,), "changes": ()}
    if handling is not None:
        changes |= {"handling": Duration(handling), "wrap_up": None}
    if ring is not None:
        changes |= {"ring": Duration(ring), "unanswered": (Ending(1, Duration(ring)),)}
    return msgspec.structs.replace(people, **changes)


def _row(way: str, days: Sequence[Figures]) -> tuple[object, ...]:
    answered = sum(one.answered for one in days)
    return (
        way,
        sum(one.dialled for one in days),
        answered,
        round(100 * statistics.fmean(one.utilisation for one in days), 1),
        round(100 * sum(one.abandoned for one in days) / max(1, answered), 2),
        round(100 * max(one.lost for one in days), 2),
        sum(one.over > 0 for one in days),
        round(statistics.fmean(one.mean_idle for one in days), 1),
    )


def _write(file: Path, picture: str, *, tell: bool) -> None:
    try:
        file.write_text(picture, encoding="utf-8")
    except OSError as error:
        raise fail(f"{file} cannot be written: {error.strerror}.") from None
    if tell:
        say(f"The day is drawn in {file}.")
