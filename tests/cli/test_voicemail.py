"""`callseat voicemail`."""

from __future__ import annotations

import asyncio
from pathlib import Path

from callseat.domain.rows import VoicemailRow
from callseat.store.store import open_store
from tests.cli.test_directory import Shell, shell  # noqa: F401 - a fixture

NAME = "2026/11/25/m-1.wav"


async def leave(data: Path) -> None:
    store = await open_store("", data)
    store.writer.save(VoicemailRow(NAME, "c-1", "139", "front", 1_790_000_000_000, 2000))
    await store.writer.settled()
    await store.close()
    file = data / "voicemail" / NAME
    file.parent.mkdir(parents=True)
    file.write_bytes(b"RIFF")


def test_a_message_to_its_end(shell: Shell, tmp_path: Path) -> None:  # noqa: F811
    asyncio.run(leave(Path(shell.environment["CALLSEAT_DATA"])))
    (message,) = shell.listed("voicemail", "list", "--unheard")
    assert (message["name"], message["box"], message["heard_at"]) == (NAME, "front", 0)
    shell.ok("voicemail", "save", NAME, str(tmp_path / "copy.wav"))
    assert (tmp_path / "copy.wav").read_bytes() == b"RIFF"
    shell.ok("voicemail", "heard", NAME)
    assert shell.listed("voicemail", "list", "--unheard") == []
    (message,) = shell.listed("voicemail", "list", "--box", "front")
    assert message["heard_by"].startswith("cli:")
    shell.ok("voicemail", "heard", NAME, "--undo")
    assert len(shell.listed("voicemail", "list", "--unheard")) == 1
    shell.ok("voicemail", "remove", NAME)
    assert shell.listed("voicemail", "list") == []
    assert "There is no message" in shell.refused("voicemail", "remove", NAME)
    assert "There is no message" in shell.refused("voicemail", "save", NAME, "x.wav")
