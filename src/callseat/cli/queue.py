"""`callseat queue`: the waiting lines."""

from __future__ import annotations

from dataclasses import astuple, fields, replace
from typing import Annotated, Any

import typer

from callseat.cli.database import Opened, work
from callseat.cli.output import AsJson, say, show
from callseat.domain.directory import Queue, Strategy
from callseat.store.errors import DirectoryError

queue_app = typer.Typer(no_args_is_help=True, help="Queues: the waiting lines.")

Code = Annotated[str, typer.Argument(help="The queue's code.", show_default=False)]
Name = Annotated[str | None, typer.Option(show_default=False)]
StrategyOption = Annotated[
    Strategy | None, typer.Option("--strategy", help="Who gets the next caller.")
]
RingTime = Annotated[int | None, typer.Option(help="Seconds until another seat is tried.")]
MaxWait = Annotated[int | None, typer.Option(help="Seconds until overflow; 0: for ever.")]
Overflow = Annotated[str | None, typer.Option("--overflow", help="The queue that comes then.")]
AnnounceEvery = Annotated[
    int | None, typer.Option(help="Seconds between two announcements of the place; 0: none.")
]
Music = Annotated[str | None, typer.Option(help="The class of music that is heard.")]
ServiceLevel = Annotated[
    int | None, typer.Option(help="Seconds within which a caller is answered in time.")
]


@queue_app.command()
def add(
    ctx: typer.Context,
    code: Code,
    name: Name = None,
    strategy: StrategyOption = None,
    ring_time: RingTime = None,
    max_wait: MaxWait = None,
    overflow: Overflow = None,
    announce_every: AnnounceEvery = None,
    music: Music = None,
    service_level: ServiceLevel = None,
) -> None:
    """Add a queue; what is not given has its usual value."""
    given = _given(
        name, strategy, ring_time, max_wait, overflow, announce_every, music, service_level
    )
    work(ctx, lambda opened: opened.directory.queues.add(Queue(code, **given)))
    say(f"Queue {code} is added.")


@queue_app.command()
def change(
    ctx: typer.Context,
    code: Code,
    name: Name = None,
    strategy: StrategyOption = None,
    ring_time: RingTime = None,
    max_wait: MaxWait = None,
    overflow: Overflow = None,
    announce_every: AnnounceEvery = None,
    music: Music = None,
    service_level: ServiceLevel = None,
) -> None:
    """Change what is given, and nothing else."""
    given = _given(
        name, strategy, ring_time, max_wait, overflow, announce_every, music, service_level
    )

    async def change_it(opened: Opened) -> None:
        queues = {one.code: one for one in (await opened.directory.load()).queues}
        if code not in queues:
            raise DirectoryError(f"There is no queue {code[:64]!a}.")
        await opened.directory.queues.change(replace(queues[code], **given))

    work(ctx, change_it)
    say(f"Queue {code} is changed.")


@queue_app.command("list")
def list_queues(ctx: typer.Context, as_json: AsJson = False) -> None:
    """All queues."""
    directory = work(ctx, lambda opened: opened.directory.load())
    columns = [one.name for one in fields(Queue)]
    show(columns, map(astuple, directory.queues), as_json=as_json)


@queue_app.command()
def remove(ctx: typer.Context, code: Code) -> None:
    """Remove a queue that no flow and no other queue leads to."""
    work(ctx, lambda opened: opened.directory.queues.remove(code))
    say(f"Queue {code} is removed.")


@queue_app.command()
def members(ctx: typer.Context, code: Code, as_json: AsJson = False) -> None:
    """Who serves a queue, at which level; `callseat user skill` changes it."""

    async def read(opened: Opened) -> list[tuple[str, str, str, int, bool]]:
        if code not in {one.code for one in await opened.directory.queues.every()}:
            raise DirectoryError(f"There is no queue {code[:64]!a}.")
        return [
            (one.account.user, one.account.name, one.account.extension, skill.level, one.disabled)
            for one in await opened.directory.accounts.every()
            for skill in one.account.skills
            if skill.queue == code
        ]

    columns = ("user", "name", "extension", "level", "disabled")
    show(columns, work(ctx, read), as_json=as_json)


def _given(*values: Any) -> dict[str, Any]:
    """The values by the queue's fields, in their order, without those that were not given."""
    names = [one.name for one in fields(Queue)][1:]
    return {name: value for name, value in zip(names, values, strict=True) if value is not None}
