"""A site's own sounds on a real call: uploaded in usual forms, and heard as what they are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import numpy as np
import pytest
import pytest_asyncio

from callseat.city import Leg
from callseat.client import Rejected
from callseat.domain.directory import Account, Role
from callseat.domain.status import Status
from tests.admin.server import House, Person, Upload
from tests.cli.program import Program
from tests.e2e.business import HOTLINE, SALES
from tests.support.audio import USUAL, encode
from tests.support.office import Office
from tests.support.worker import PASSWORD, Worker

SECONDS = 6.0
"""Long enough for an ear; what is heard is stopped then."""
LIE = b"RIFF\xf0\xff\xff\x7fWAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0data"


@dataclass(frozen=True)
class Sound:
    """A sound of one tone, in hertz, that no party of the city speaks."""

    tone: int

    def file(self, kind: str) -> bytes:
        container, codec, rate, layout = USUAL[kind]
        time = np.arange(int(SECONDS * rate)) / rate
        samples = (0.2 * np.sin(2 * np.pi * self.tone * time)).astype(np.float32)
        return encode(container, codec, rate, layout, samples)


LOW, MIDDLE, HIGH = Sound(440), Sound(840), Sound(2480)
WRONG = {
    "text": (b"This is no sound.\n" * 1000, "sound_unreadable", "is not audio"),
    "empty": (b"", "sound_empty", "no sound in the file"),
    "half a wav": (LOW.file("wav")[:200_000], "sound_cut_off", "was cut off"),
    "half an mp3": (LOW.file("mp3")[:20_000], "sound_cut_off", "was cut off"),
    "half an ogg": (LOW.file("ogg")[:20_000], "sound_cut_off", "was cut off"),
    "a gigabyte in the head": (
        LIE + b"\0\0\0\x40" + bytes(8000), "sound_cut_off", "was cut off",
    ),
}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def own() -> AsyncIterator[Office]:
    """An office with an administrator."""
    office = await Office.open(HOTLINE)
    root = Account("root", "Root", Role.ADMINISTRATOR)
    await office.app.store.directory.accounts.add(root, PASSWORD)
    yield office
    await office.empty()
    await office.until_switch_is_empty()
    assert office.app.engine.bugs == 0
    await office.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def root(own: Office) -> AsyncIterator[Person]:
    async with aiohttp.ClientSession() as session:
        yield await House(own.app, session).login("root")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def line(own: Office) -> tuple[Worker, Leg]:
    """Anna, who is silent, and a customer."""
    anna = await own.login("anna")
    customer = await own.call(SALES)
    await anna.expect("onRing")
    await anna.answer_call()
    await anna.expect_status(Status.TALKING)
    await anna.mute_on()
    return anna, customer


async def is_heard(line: tuple[Worker, Leg], code: str, sound: Sound) -> None:
    anna, customer = line
    await anna.play_file(code)
    await customer.hears_exactly(sound)
    await anna.stop_play_file()
    await anna.expect("onPlayEnd", fileno=code, cause="stopped")


@pytest.mark.parametrize(
    ("kind", "sound"), [("wav", LOW), ("mp3", MIDDLE), ("ogg", HIGH)], ids=["wav", "mp3", "ogg"]
)
async def test_a_sound_uploaded_over_http_is_heard(
    root: Person, line: tuple[Worker, Leg], kind: str, sound: Sound
) -> None:
    answer = await root.ask("PUT", f"/sounds/by-http-{kind}", Upload(sound.file(kind)))
    assert answer.status == 200, answer
    await is_heard(line, f"by-http-{kind}", sound)


async def test_a_sound_added_by_hand_is_heard(
    own: Office, line: tuple[Worker, Leg], tmp_path: Path
) -> None:
    file = tmp_path / "greeting.mp3"
    file.write_bytes(HIGH.file("mp3"))
    await _by_hand(own, "sound", "add", "by-hand", str(file))
    await own.until(lambda: "by-hand" in own.app.engine.world.directory.sounds)
    await is_heard(line, "by-hand", HIGH)


async def test_a_sites_own_sound_is_heard_instead_of_ours_and_ours_again(
    root: Person, line: tuple[Worker, Leg]
) -> None:
    anna, customer = line
    await root.ok("PUT", "/sounds/goodbye", Upload(LOW.file("wav")))
    await is_heard(line, "goodbye", LOW)
    await root.ok("DELETE", "/sounds/goodbye")
    await anna.play_file("goodbye")
    await customer.hears_music()  # words are no tone
    await anna.expect("onPlayEnd", fileno="goodbye", cause="finished")


@pytest.mark.parametrize("name", WRONG)
async def test_a_wrong_file_is_told_and_leaves_nothing(
    own: Office, root: Person, line: tuple[Worker, Leg], tmp_path: Path, name: str
) -> None:
    content, reason, sentence = WRONG[name]
    before = _files(own)
    answer = await root.ask("PUT", "/sounds/wrong", Upload(content))
    assert (answer.status, answer.reason) == (422, reason)
    assert sentence in answer.body["message_en"]
    file = tmp_path / "wrong.wav"
    file.write_bytes(content)
    said = await _by_hand(own, "sound", "add", "wrong", str(file), code=1)
    assert sentence in said
    assert _files(own) == before
    assert (await root.get("/sounds/wrong")).status == 404
    with pytest.raises(Rejected, match="unknown_file"):
        await line[0].play_file("wrong")


def _files(own: Office) -> set[str]:
    folder = own.settings.data / "sounds"
    return {one.name for one in folder.iterdir()} if folder.is_dir() else set()


async def _by_hand(own: Office, *words: str, code: int = 0) -> str:
    """The command line, in a process of its own; what it said."""
    program = await Program.start(*words, CALLSEAT_DATA=str(own.settings.data))
    assert await program.end() == code, program.text
    return " ".join(program.text.split())
