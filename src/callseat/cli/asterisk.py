"""`callseat asterisk install | status | console`: the telephony engine on this machine."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from callseat.cli.output import err, fail, out
from callseat.cli.root import settings_of
from callseat.config import language_of_locale
from callseat.domain.text import Text
from callseat.switch.asterisk.runtime.console import run_console
from callseat.switch.asterisk.runtime.errors import SwitchRuntimeError
from callseat.switch.asterisk.runtime.find import RECIPE, find_installed, find_or_install, from_tree
from callseat.switch.asterisk.runtime.folder import RunFolder
from callseat.switch.asterisk.runtime.identity import is_alive, load_record
from callseat.switch.asterisk.runtime.installation import Installation
from callseat.switch.asterisk.runtime.tree import Step, install

asterisk_app = typer.Typer(no_args_is_help=True, help="Asterisk, the telephony engine.")
_STAGES = {
    "waiting": Text("Waiting for another process that installs it", "等待另一个进程完成安装"),
    "index": Text("Reading the package index", "读取软件包索引"),
    "download": Text("Downloading Asterisk", "下载 Asterisk"),
    "unpack": Text("Unpacking", "解包"),
    "check": Text("Checking that it starts", "检查能否启动"),
}
Program = Annotated[
    str, typer.Option("--program", envvar="CALLSEAT_ASTERISK", help="Use this Asterisk.")
]
Folder = Annotated[
    Path | None,
    typer.Option("--run-folder", envvar="CALLSEAT_RUN_FOLDER", help="Where it runs (else ours)."),
]


@asterisk_app.command("install")
def install_command(
    program: Program = "",
    upgrade: Annotated[bool, typer.Option(help="Fetch a newer one if there is.")] = False,
) -> None:
    """Find a suitable Asterisk, or bring one into a private folder (no root needed)."""
    try:
        found = install_with_progress(program, upgrade=upgrade)
    except SwitchRuntimeError as trouble:
        raise fail(trouble) from None
    out.print(_describe(found))


@asterisk_app.command()
def status(ctx: typer.Context, program: Program = "", run_folder: Folder = None) -> None:
    """Which Asterisk is used, and whether it runs. Exit code 1: none, 3: not running."""
    try:
        found = find_installed(program)
    except SwitchRuntimeError as trouble:
        raise fail(trouble) from None
    if found is None:
        raise fail("there is no suitable Asterisk here: run `callseat asterisk install`")
    out.print(_describe(found))
    folder = _folder(ctx, run_folder)
    record = load_record(folder.process_file)
    if record is None or not is_alive(record, str(folder.main_file.absolute())):
        out.print(f"not running in {folder.root}")
        raise typer.Exit(3)
    out.print(f"running in {folder.root}, process {record.number}")
    out.print(_ask(found, folder, "core show uptime"))


@asterisk_app.command()
def console(
    ctx: typer.Context,
    command: Annotated[list[str], typer.Argument(help="An Asterisk console command.")],
    program: Program = "",
    run_folder: Folder = None,
) -> None:
    """Run one command on the running Asterisk's console, such as `pjsip show contacts`."""
    try:
        found = find_installed(program)
    except SwitchRuntimeError as trouble:
        raise fail(trouble) from None
    if found is None:
        raise fail("there is no suitable Asterisk here: run `callseat asterisk install`")
    out.print(_ask(found, _folder(ctx, run_folder), " ".join(command)))


def install_with_progress(
    program: str = "", *, upgrade: bool = False, language: str = ""
) -> Installation:
    """As `find_or_install`, with a progress bar on the terminal (plain lines elsewhere)."""
    language = language or language_of_locale()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("Asterisk", total=1)
        last = ""

        def show(step: Step) -> None:
            nonlocal last
            text = _STAGES[step.stage].of(language)
            if text != last and not err.is_terminal:
                err.print(f"{text} ...")
            last = text
            bar.update(task, description=text, completed=step.share)

        if upgrade and not program:
            return from_tree(install(RECIPE, show, refresh=True))
        return find_or_install(program, show)


def _folder(ctx: typer.Context, given: Path | None) -> RunFolder:
    """The one that is given, else that of the server with these settings."""
    return RunFolder(given or settings_of(ctx).data / "asterisk")


def _ask(installation: Installation, folder: RunFolder, command: str) -> str:
    try:
        return asyncio.run(run_console(installation, folder, command)).rstrip()
    except SwitchRuntimeError as trouble:
        raise fail(trouble) from None


def _describe(found: Installation) -> str:
    where = {"settings": "given by settings", "path": "on PATH", "tree": "in the private tree"}
    return f"Asterisk {found.version}, {where[found.origin]}: {found.command[-1]}"
