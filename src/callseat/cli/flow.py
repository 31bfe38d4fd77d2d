"""`callseat flow`: what callers hear and choose, as YAML files."""

from __future__ import annotations

import getpass
import time
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from callseat.cli.choices import LanguageOption
from callseat.cli.database import Opened, work
from callseat.cli.files import read_text
from callseat.cli.flow_trial import CALLER, HANG_UP, Trial
from callseat.cli.output import AsJson, fail, say, show
from callseat.cli.root import settings_of
from callseat.domain.flow.flow import Flow
from callseat.store.directory.things import FlowVersion
from callseat.store.flow_drawing import draw as drawing
from callseat.store.flow_file import MAX_BYTES, read_flow

flow_app = typer.Typer(no_args_is_help=True, help="Flows: what callers hear and choose.")

Code = Annotated[str, typer.Argument(help="The flow's code.", show_default=False)]
File = Annotated[Path, typer.Argument(help="A flow file (YAML).", show_default=False)]


@flow_app.command()
def check(ctx: typer.Context, file: File) -> None:
    """Say every fault of a flow file, with its line; nothing is saved."""
    flow = _checked(ctx, read_text(file, MAX_BYTES))
    say(f"Flow {flow.code} is without fault.")


@flow_app.command()
def draw(
    ctx: typer.Context,
    file: File,
    output: Annotated[Path | None, typer.Option(help="The picture (else beside the file).")] = None,
) -> None:
    """Draw a flow file as SVG: its nodes, and the ways between them."""
    flow = _checked(ctx, read_text(file, MAX_BYTES))
    target = output or file.with_suffix(".svg")
    try:
        target.write_text(drawing(flow), encoding="utf-8")
    except OSError as error:
        raise fail(f"{target} cannot be written: {error.strerror}.") from None
    say(f"Flow {flow.code} is drawn in {target}.")


@flow_app.command("try")
def try_flow(
    ctx: typer.Context,
    file: File,
    caller: Annotated[str, typer.Option(help="The number that calls.")] = CALLER,
    language: LanguageOption = None,
) -> None:
    """Walk through a flow file as a caller, without telephones; digits are typed."""
    flow = _checked(ctx, read_text(file, MAX_BYTES))
    directory = work(ctx, lambda opened: opened.directory.load())
    words = language.value if language else settings_of(ctx).language
    trial = Trial(words, _line_of, say, time.time_ns() // 1_000_000)
    trial.run(flow, directory, caller)


def _line_of(question: str) -> str:
    try:
        return input(question)
    except EOFError:
        return HANG_UP


def _checked(ctx: typer.Context, text: str) -> Flow:
    async def check_it(opened: Opened) -> Flow:
        others = (await opened.directory.load()).flows
        return read_flow(text, await opened.directory.flows.known(), others)

    return work(ctx, check_it)


@flow_app.command()
def save(ctx: typer.Context, file: File) -> None:
    """Save a flow file; it serves the next call."""
    text = read_text(file, MAX_BYTES)
    now = time.time_ns() // 1_000_000
    saved = work(ctx, lambda opened: opened.directory.flows.save(text, now, getpass.getuser()))
    say(f"Flow {saved.code} is saved as version {saved.version}.")


@flow_app.command()
def versions(ctx: typer.Context, code: Code, as_json: AsJson = False) -> None:
    """All versions of a flow, the newest first."""
    found = work(ctx, lambda opened: opened.directory.flows.versions(code))
    rows = ((one.version, one.active, _time(one.saved_at, as_json), one.saved_by) for one in found)
    show(("version", "active", "saved_at", "saved_by"), rows, as_json=as_json)


@flow_app.command("show")
def show_flow(
    ctx: typer.Context,
    code: Code,
    version: Annotated[int, typer.Option(help="Which; 0: the active one.", min=0)] = 0,
) -> None:
    """Print the file of a version as it was saved."""
    text = work(ctx, lambda opened: opened.directory.flows.text(code, version))
    typer.echo(text, nl=not text.endswith("\n"))


@flow_app.command()
def activate(
    ctx: typer.Context,
    code: Code,
    version: Annotated[int, typer.Argument(help="Older ones too.", min=1, show_default=False)],
) -> None:
    """Let another version serve the next call; calls that are here go on in theirs."""
    work(ctx, lambda opened: opened.directory.flows.activate(code, version))
    say(f"Version {version} of the flow {code} serves now.")


@flow_app.command()
def remove(ctx: typer.Context, code: Code) -> None:
    """Remove a flow that no project uses, with all its versions."""
    work(ctx, lambda opened: opened.directory.flows.remove(code))
    say(f"Flow {code} is removed.")


@flow_app.command("list")
def list_flows(ctx: typer.Context, as_json: AsJson = False) -> None:
    """The flows with the versions that serve."""

    async def read(opened: Opened) -> list[tuple[Flow, FlowVersion]]:
        flows = (await opened.directory.load()).flows
        versions = [await opened.directory.flows.versions(one.code) for one in flows]
        return [
            (flow, next(one for one in saved if one.active))
            for flow, saved in zip(flows, versions, strict=True)
        ]

    rows = (
        (flow.code, flow.name, saved.version, saved.saved_by) for flow, saved in work(ctx, read)
    )
    show(("code", "name", "version", "saved_by"), rows, as_json=as_json)


def _time(at: int, as_json: bool) -> int | str:
    """Milliseconds in JSON, else local time."""
    if as_json:
        return at
    return datetime.fromtimestamp(at / 1000).astimezone().strftime("%Y-%m-%d %H:%M:%S")
