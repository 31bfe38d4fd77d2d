"""`callseat campaign`: what is called, how and when; started, paused and finished."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated, Any

import typer

from callseat.cli.campaign_leads import add_lead_commands
from callseat.cli.database import Opened, work
from callseat.cli.output import AsJson, fail, say, show, show_one
from callseat.domain.dialer.campaign import (
    Campaign,
    CampaignMode,
    CampaignState,
    Detection,
    RetryRule,
)
from callseat.store.leads.leads import Leads

campaign_app = typer.Typer(no_args_is_help=True, help="Campaigns: lists of numbers to call.")
add_lead_commands(campaign_app)

Code = Annotated[str, typer.Argument(help="The campaign's code.", show_default=False)]
Name = Annotated[str | None, typer.Option(show_default=False)]
Project = Annotated[str | None, typer.Option(help="The project whose business it is.")]
Queue = Annotated[str | None, typer.Option(help="The queue whose seats in auto take its calls.")]
Mode = Annotated[CampaignMode | None, typer.Option(help="How its numbers are dialled.")]
Flow = Annotated[str | None, typer.Option(help="The flow that who is notified enters.")]
Caller = Annotated[str | None, typer.Option(help="The number that is shown (else the project's).")]
Calendar = Annotated[str | None, typer.Option(help="When numbers may be called, where they are.")]
Timezone = Annotated[str | None, typer.Option(help="Of numbers that tell none.")]
RingTime = Annotated[int | None, typer.Option(help="Seconds.")]
Lines = Annotated[int | None, typer.Option(help="Calls at once at most.")]
Cap = Annotated[float | None, typer.Option(help="Abandoned calls in percent, at most.")]
Within = Annotated[int | None, typer.Option(help="Milliseconds an answered callee waits.")]
Sound = Annotated[str | None, typer.Option(help="What an abandoned callee hears.")]
MostADay = Annotated[int | None, typer.Option(help="Attempts per number and day.")]
Priority = Annotated[int | None, typer.Option(help="The lower the earlier.")]
Retry = Annotated[
    list[str] | None,
    typer.Option(help="outcome:times:seconds, as busy:3:600. Replaces all rules; may be repeated."),
]
Machines = Annotated[
    str | None,
    typer.Option(help="Detect machines and then: hang_up, message or connect; off: do not detect."),
]


@campaign_app.command()
def add(
    ctx: typer.Context,
    code: Code,
    name: Name = None,
    project: Project = None,
    queue: Queue = None,
    mode: Mode = None,
    flow: Flow = None,
    caller: Caller = None,
    calendar: Calendar = None,
    timezone: Timezone = None,
    ring_time: RingTime = None,
    lines: Lines = None,
    cap: Cap = None,
    connect_within: Within = None,
    abandoned_sound: Sound = None,
    most_a_day: MostADay = None,
    priority: Priority = None,
    retry: Retry = None,
    machines: Machines = None,
) -> None:
    """Add a campaign, as a draft; what is not given has its usual value."""
    given = _given(locals())
    work(ctx, lambda opened: opened.directory.campaigns.add(Campaign(code, **given)))
    say(f"Campaign {code} is added.")


@campaign_app.command()
def change(
    ctx: typer.Context,
    code: Code,
    name: Name = None,
    project: Project = None,
    queue: Queue = None,
    mode: Mode = None,
    flow: Flow = None,
    caller: Caller = None,
    calendar: Calendar = None,
    timezone: Timezone = None,
    ring_time: RingTime = None,
    lines: Lines = None,
    cap: Cap = None,
    connect_within: Within = None,
    abandoned_sound: Sound = None,
    most_a_day: MostADay = None,
    priority: Priority = None,
    retry: Retry = None,
    machines: Machines = None,
) -> None:
    """Change what is given, and nothing else, while it runs too."""
    given = _given(locals())

    async def change_it(opened: Opened) -> None:
        campaigns = opened.directory.campaigns
        await campaigns.change(replace(await campaigns.get(code), **given))

    work(ctx, change_it)
    say(f"Campaign {code} is changed.")


@campaign_app.command("list")
def list_campaigns(ctx: typer.Context, as_json: AsJson = False) -> None:
    """All campaigns."""
    found = work(ctx, lambda opened: opened.directory.campaigns.every())
    columns = ("code", "name", "state", "mode", "project", "queue", "cap", "priority")
    rows = ([getattr(one, name) for name in columns] for one in found)
    show(columns, rows, as_json=as_json)


@campaign_app.command("show")
def show_campaign(ctx: typer.Context, code: Code, as_json: AsJson = False) -> None:
    """All of a campaign, and how many of its leads are in each state."""

    async def read(opened: Opened) -> dict[str, Any]:
        campaign = asdict(await opened.directory.campaigns.get(code))
        return campaign | {"leads": await Leads(opened.engine).counts(code)}

    show_one(work(ctx, read), as_json=as_json)


@campaign_app.command()
def start(ctx: typer.Context, code: Code) -> None:
    """Call its leads."""
    _become(ctx, code, CampaignState.RUNNING)


@campaign_app.command()
def pause(ctx: typer.Context, code: Code) -> None:
    """Begin no more calls; those that are here go on."""
    _become(ctx, code, CampaignState.PAUSED)


@campaign_app.command()
def finish(ctx: typer.Context, code: Code) -> None:
    """As pause, for good; it may be started again."""
    _become(ctx, code, CampaignState.FINISHED)


@campaign_app.command()
def remove(ctx: typer.Context, code: Code) -> None:
    """Remove a campaign that does not run, with its leads; attempts stay in the records."""
    work(ctx, lambda opened: opened.directory.campaigns.remove(code))
    say(f"Campaign {code} is removed.")


def _become(ctx: typer.Context, code: str, state: CampaignState) -> None:
    work(ctx, lambda opened: opened.directory.campaigns.set_state(code, state))
    say(f"Campaign {code} is {state}.")


def _given(options: dict[str, Any]) -> dict[str, Any]:
    """What was given, by the campaign's fields. Raises typer.Exit after a sentence."""
    given = {name: value for name, value in options.items() if value is not None}
    for name in ("ctx", "code"):
        del given[name]
    if "cap" in given:
        given["cap"] = round(given["cap"] * 100)
    if "retry" in given:
        given["retries"] = tuple(map(_rule, given.pop("retry")))
    if "machines" in given:
        machines = given.pop("machines")
        given["detection"] = None if machines == "off" else Detection(machine=machines)
    return given


def _rule(text: str) -> RetryRule:
    try:
        outcome, attempts, after = text.split(":")
        return RetryRule(outcome, int(attempts), int(after))
    except ValueError:
        raise fail(f"{text[:40]!a} is not a rule like busy:3:600.") from None
