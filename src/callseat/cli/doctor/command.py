"""The command: all checks one after the other, then a table."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from callseat.cli import logs
from callseat.cli.doctor import checks
from callseat.cli.doctor.finding import Finding, State, skipped
from callseat.cli.doctor.self_call import self_call
from callseat.cli.output import AsJson, err, print_json, print_table, say
from callseat.cli.root import settings_of
from callseat.config import LogSettings, Settings

_STYLES = {State.OK: "green", State.WARNING: "yellow", State.FAILED: "bold red"}
Check = Callable[[Settings], Awaitable[Finding]]
CHECKS: tuple[tuple[str, Check], ...] = (
    ("Asterisk", checks.asterisk),
    ("modules", checks.modules),
    ("ports", checks.ports),
    ("database", checks.database),
    ("clock", checks.clock),
    ("disk", checks.disk),
)


def doctor_command(
    ctx: typer.Context,
    call: Annotated[bool, typer.Option("--call/--no-call", help="Make the self-call.")] = True,
    as_json: AsJson = False,
) -> None:
    """Check Asterisk, ports, database, clock and disk, and measure a call to ourselves."""
    settings = settings_of(ctx)
    logs.configure(LogSettings(level="error"))
    findings = asyncio.run(_examine(settings, call))
    if as_json:
        print_json([asdict(one) for one in findings])
    else:
        _show(findings)
    if any(one.state is State.FAILED for one in findings):
        raise typer.Exit(1)


async def _examine(settings: Settings, call: bool) -> list[Finding]:
    findings = []
    with err.status("looking ...") as spinner:
        for name, check in CHECKS:
            spinner.update(f"{name} ...")
            findings.append(await check(settings))
        spinner.update("a call to ourselves ...")
        findings.append(await _call(settings, findings, call))
    return findings


async def _call(settings: Settings, findings: list[Finding], wanted: bool) -> Finding:
    asterisk = findings[0]
    if not wanted:
        return skipped("self-call", "not wanted")
    if asterisk.state is not State.OK:
        return skipped("self-call", f"needs an Asterisk: {asterisk.detail}")
    return await self_call(settings)


def _show(findings: list[Finding]) -> None:
    table = Table("Part", "State", "Found", show_edge=False, header_style="bold")
    for one in findings:
        state = Text(one.state, style=_STYLES.get(one.state, "dim"))
        table.add_row(one.part, state, Text(one.detail))
    print_table(table)
    for one in findings:
        if one.advice:
            say(f"{one.part}: {one.advice}")
