"""What the driver will ask of Asterisk works with the module list and privileges given."""

import asyncio
import contextlib
import wave
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from callseat import sounds
from callseat.switch.asterisk.runtime.process import AsteriskProcess
from tests.support.waiting import until

from .conftest import Pair

pytestmark = pytest.mark.real


class Manager:
    """A logged-in manager connection, as small as these tests need."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def act(self, action: str, *lines: str) -> str:
        """The answer to an action: Success or the error's message."""
        text = "\r\n".join([f"Action: {action}", *lines, "", ""])
        self._writer.write(text.encode())
        while True:
            block = (await asyncio.wait_for(self._reader.readuntil(b"\r\n\r\n"), 10)).decode()
            if "Response: " in block:
                return "Success" if "Response: Success" in block else block


@contextlib.asynccontextmanager
async def manager(process: AsteriskProcess) -> AsyncIterator[Manager]:
    settings, secrets = process.plan.settings, process.plan.folder.secrets()
    reader, writer = await asyncio.open_connection("127.0.0.1", settings.manager_port)
    connection = Manager(reader, writer)
    login = (f"Username: {settings.application}", f"Secret: {secrets.manager}", "Events: off")
    assert await connection.act("Login", *login) == "Success"
    yield connection
    writer.close()


async def _answered(pair: Pair) -> tuple[dict[str, Any], str]:
    """An inbound call that is up: our channel, and the city's channel id."""
    await pair.trunk()
    call = await pair.call("PJSIP/4008001000@switch")
    channel = (await pair.ours.event("callseat", "StasisStart"))["channel"]
    assert (await pair.ask("POST", f"channels/{channel['id']}/answer"))[0] == 204
    await pair.theirs.event("city", "StasisStart", id=call)
    return channel, call


def _seconds(path: Path) -> float:
    if not path.exists() or path.stat().st_size <= 44:
        return 0.0
    try:
        with wave.open(str(path)) as file:
            return file.getnframes() / file.getframerate()
    except (wave.Error, EOFError):
        return 0.0


async def test_playing_recording_bridging_and_snooping(pair: Pair) -> None:
    channel, _ = await _answered(pair)
    one = channel["id"]
    sound = sounds.chime()
    status, playing = await pair.ask("POST", f"channels/{one}/play?media=sound:{sound}")
    assert status == 201
    await pair.ours.event("callseat", "PlaybackFinished")
    assert playing["state"] in ("queued", "playing")
    # A tone never ends by itself, and adding to a bridge waits for what plays.
    assert (await pair.ask("POST", f"channels/{one}/play/tone?media=tone:ring"))[0] == 201
    assert (await pair.ask("DELETE", "playbacks/tone"))[0] == 204
    for kind in ("mixing", "holding"):
        assert (await pair.ask("POST", f"bridges/{kind}?type={kind}"))[0] == 200
        assert (await pair.ask("POST", f"bridges/{kind}/addChannel?channel={one}"))[0] == 204
        assert (await pair.ask("POST", f"bridges/{kind}/removeChannel?channel={one}"))[0] == 204
    snoop = f"channels/{one}/snoop?spy=both&whisper=out&app=callseat"
    assert (await pair.ask("POST", snoop))[0] == 200
    assert (await pair.ask("POST", f"channels/{one}/record?name=r1&format=wav"))[0] == 201
    assert (await pair.ask("POST", "recordings/live/r1/stop"))[0] == 204
    assert (pair.switch.plan.folder.recordings / "r1.wav").exists()


@pytest.mark.parametrize("mode", ["rfc4733", "inband", "info"])
async def test_digits_arrive(pair: Pair, mode: str) -> None:
    await pair.trunk(dtmf_mode=mode)
    call = await pair.call("PJSIP/4008001000@switch")
    one = (await pair.ours.event("callseat", "StasisStart"))["channel"]["id"]
    await pair.ask("POST", f"channels/{one}/answer")
    await pair.theirs.event("city", "StasisStart", id=call)
    status, _ = await pair.theirs.ask("city", "POST", f"channels/{call}/dtmf?dtmf=5&duration=200")
    assert status == 204
    # An inband digit ends with the silence after it.
    await pair.theirs.ask("city", "POST", f"channels/{call}/silence")
    assert (await pair.ours.event("callseat", "ChannelDtmfReceived"))["digit"] == "5"


async def test_the_manager_records_in_two_files_and_mutes(pair: Pair) -> None:
    channel, call = await _answered(pair)
    await pair.theirs.ask("city", "POST", f"channels/{call}/moh")
    name = f"Channel: {channel['name']}"
    folder = pair.switch.plan.folder.monitor
    await pair.ask("POST", f"channels/{channel['id']}/moh")
    async with manager(pair.switch) as connection:
        files = ("File: m.wav", "Options: r(m-in.wav)t(m-out.wav)")
        assert await connection.act("MixMonitor", name, *files) == "Success"
        mute = ("Direction: read", "State: 1")
        assert await connection.act("MixMonitorMute", name, *mute) == "Success"

        heard = await _heard(pair, channel["id"])

        async def a_second_later() -> bool:
            return await _heard(pair, channel["id"]) >= heard + 50

        await until(a_second_later)
        assert await connection.act("StopMixMonitor", name) == "Success"
    for name in ("m.wav", "m-in.wav", "m-out.wav"):
        await until(lambda path=folder / name: _long(path))


async def _heard(pair: Pair, channel: str) -> int:
    """Audio packets that a channel of ours has received."""
    _, numbers = await pair.ask("GET", f"channels/{channel}/rtp_statistics")
    return int((numbers or {}).get("rxcount", 0))


async def _long(path: Path) -> bool:
    return _seconds(path) > 0.5


async def test_the_manager_may_notify_a_ringing_phone(pair: Pair) -> None:
    await pair.trunk()
    port = pair.city.plan.settings.sip_port
    await pair.make("aor", "desk", contact=f"sip:desk@127.0.0.1:{port}")
    await pair.make("endpoint", "desk", allow="!all,alaw", aors="desk")
    await pair.make_in_city("endpoint", "desk", context="city-phone", allow="!all,alaw")
    await pair.make_in_city("identify", "desk", endpoint="desk", match="127.0.0.1")
    status, leg = await pair.ask("POST", "channels", endpoint="PJSIP/desk", app="callseat")
    assert status == 200
    phone = (await pair.theirs.event("city", "StasisStart"))["channel"]["id"]
    # Only a leg that rings has the dialogue in which the notice goes.
    await pair.theirs.ask("city", "POST", f"channels/{phone}/ring")
    await pair.ours.event("callseat", "ChannelStateChange", id=leg["id"], state="Ringing")
    async with manager(pair.switch) as connection:
        lines = (f"channel: {leg['name']}", "Variable: Event=talk")
        assert await connection.act("PJSIPNotify", *lines) == "Success"


@pytest.mark.parametrize("action", ["Originate", "Command", "UpdateConfig"])
async def test_the_manager_may_do_no_more_than_it_must(pair: Pair, action: str) -> None:
    async with manager(pair.switch) as connection:
        lines = ("Channel: Local/1@x", "Application: Wait", "Command: core show version")
        more = ("SrcFilename: ari.conf", "DstFilename: ari.conf")
        assert "Permission denied" in await connection.act(action, *lines, *more)
