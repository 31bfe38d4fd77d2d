"""`callseat asterisk ...` as an operator uses it."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from callseat.cli.asterisk import asterisk_app
from callseat.switch.asterisk.runtime.folder import RunFolder
from callseat.switch.asterisk.runtime.installation import Installation
from tests.support.asterisk import StartAsterisk

runner = CliRunner()


def test_an_unsuitable_asterisk_is_refused_in_one_sentence(tmp_path: Path) -> None:
    program = tmp_path / "asterisk"
    program.write_text("#!/bin/sh\necho Asterisk 18.1.0\n")
    program.chmod(0o755)
    for command in ("install", "status"):
        result = runner.invoke(asterisk_app, [command, "--program", str(program)])
        assert result.exit_code == 1
        assert "Asterisk 18.1.0 is older" in result.output.replace("\n", " ")


@pytest.mark.real
@pytest.mark.usefixtures("asterisk_installation")
def test_status_says_that_it_does_not_run(make_run_folder: Callable[[], RunFolder]) -> None:
    result = runner.invoke(asterisk_app, ["status", "--run-folder", str(make_run_folder().root)])
    assert result.exit_code == 3
    assert "not running" in result.output


@pytest.mark.real
async def test_install_status_and_console_of_a_running_one(
    start_asterisk: StartAsterisk, asterisk_installation: Installation
) -> None:
    process = await start_asterisk()
    folder = ["--run-folder", str(process.plan.folder.root)]
    code, text = await _callseat("install")
    assert code == 0
    assert f"Asterisk {asterisk_installation.version}" in text
    code, text = await _callseat("status", *folder)
    assert code == 0
    assert f"process {process.number}" in text
    assert "System uptime" in text
    code, text = await _callseat("console", *folder, "core", "show", "version")
    assert code == 0
    assert text.startswith("Asterisk 2")


async def _callseat(*words: str) -> tuple[int | None, str]:
    program = "from callseat.cli.asterisk import asterisk_app; asterisk_app()"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, *words, stdout=-1, stderr=-1
    )
    output, _ = await process.communicate()
    return process.returncode, output.decode()
