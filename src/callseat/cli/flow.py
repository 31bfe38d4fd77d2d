"""`callseat flow`: what callers hear and choose, as YAML files."""

from __future__ import annotations

import getpass
import time
from pathlib import Path
from typing import Annotated

import typer

from callseat.cli.database import Opened, work
from callseat.cli.files import read_text
from callseat.cli.output import AsJson, say, show
from callseat.domain.flow.flow import Flow
from callseat.store.directory.things import FlowVersion
from callseat.store.flow_file import MAX_BYTES, read_flow

flow_app = typer.Typer(no_args_is_help=True, help="Flows: what callers hear and choose.")

File = Annotated[Path, typer.Argument(help="A flow file (YAML).", show_default=False)]


@flow_app.command()
def check(ctx: typer.Context, file: File) -> None:
    """Say every fault of a flow file, with its line; nothing is saved."""
    text = read_text(file, MAX_BYTES)

    async def check_it(opened: Opened) -> Flow:
        return read_flow(text, await opened.directory.flows.known())

    flow = work(ctx, check_it)
    say(f"Flow {flow.code} is without fault.")


@flow_app.command()
def save(ctx: typer.Context, file: File) -> None:
    """Save a flow file; it serves the next call."""
    text = read_text(file, MAX_BYTES)
    now = time.time_ns() // 1_000_000
    saved = work(ctx, lambda opened: opened.directory.flows.save(text, now, getpass.getuser()))
    say(f"Flow {saved.code} is saved as version {saved.version}.")


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
