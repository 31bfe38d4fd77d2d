"""The manager side channel against a real Asterisk."""

import asyncio

import numpy as np
import pytest

from callseat.switch.asterisk.ami import AmiClient, AmiRefused, AmiSettings, AmiUnavailable
from callseat.switch.asterisk.ari import generated as ari
from tests.support.asterisk import free_port
from tests.support.waiting import until

from .conftest import Office, StartOffice, kill
from .pair import make_pair

pytestmark = pytest.mark.real


async def ready(client: AmiClient) -> None:
    async def is_ready() -> bool:
        return client.ready.is_set()

    await until(is_ready, 20)


class Capture(asyncio.DatagramProtocol):
    """Takes the copies that res_hep makes of every SIP message."""

    def __init__(self) -> None:
        self.datagrams: asyncio.Queue[bytes] = asyncio.Queue()

    def datagram_received(self, data: bytes, _address: object) -> None:
        self.datagrams.put_nowait(data)


async def messages_of_the_city() -> tuple[int, asyncio.Queue[bytes]]:
    loop = asyncio.get_running_loop()
    transport, capture = await loop.create_datagram_endpoint(Capture, local_addr=("127.0.0.1", 0))
    return transport.get_extra_info("sockname")[1], capture.datagrams


async def test_an_action_on_no_channel_is_refused(office: Office) -> None:
    await ready(office.manager)
    with pytest.raises(AmiRefused, match="No such channel"):
        await office.manager.start_recording("gone", "/nowhere/a.raw", "D")
    with pytest.raises(AmiRefused):
        await office.manager.stop_recording("gone")
    with pytest.raises(AmiRefused):
        await office.manager.mute_recording("gone", muted=True)
    with pytest.raises(AmiRefused):
        await office.manager.talk("gone")
    with pytest.raises(AmiRefused):
        await office.manager.qualify("gone")


@pytest.mark.parametrize(
    "hostile", ["a\r\nAction: Command", "a\nb", "a,b", "a|b", "${SHELL(id)}", "a b", ""]
)
async def test_hostile_values_are_never_sent(office: Office, hostile: str) -> None:
    await ready(office.manager)
    with pytest.raises(ValueError, match="not allowed"):
        await office.manager.talk(hostile)
    with pytest.raises(ValueError, match="not allowed"):
        await office.manager.start_recording("leg", hostile)


async def test_asterisk_killed_and_started_again(office: Office) -> None:
    await ready(office.manager)
    kill(office)

    async def lost() -> bool:
        return not office.manager.ready.is_set()

    await until(lost)
    with pytest.raises(AmiUnavailable):
        await office.manager.talk("leg")
    await ready(office.manager)
    with pytest.raises(AmiRefused):
        await office.manager.talk("leg")


async def test_a_wrong_password_never_gets_ready(office: Office) -> None:
    port = office.process.plan.settings.manager_port
    client = AmiClient(AmiSettings(port=port, username="callseat", secret="wrong"))
    await client.start()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(client.ready.wait(), 1.5)
    with pytest.raises(AmiUnavailable, match="not connected"):
        await client.talk("leg")
    await client.stop()


async def test_nobody_there() -> None:
    client = AmiClient(AmiSettings(port=free_port(), username="callseat", secret="any"))
    await client.start()
    with pytest.raises(AmiUnavailable, match="not connected"):
        await client.talk("leg")
    await client.stop()


async def test_talk_reaches_a_ringing_leg_and_two_channels_are_recorded(
    start_office: StartOffice,
) -> None:
    port, datagrams = await messages_of_the_city()
    pair = await make_pair(
        start_office,
        extra={"hep.conf": f"[general]\nenabled=yes\ncapture_address=127.0.0.1:{port}\n"},
        extra_modules=("res_hep", "res_hep_pjsip"),
    )
    office, manager = pair.office.client, pair.office.manager
    await ready(manager)
    phone = await pair.ringing_leg()
    await manager.talk("leg")
    async with asyncio.timeout(10):
        while b"NOTIFY sip:" not in (notify := await datagrams.get()):
            pass
    assert b"\r\nEvent: talk\r\n" in notify
    await pair.city.client.request(ari.channels_answer(phone))
    await pair.city.client.request(ari.channels_start_moh(phone))
    await pair.office.heard.until_event(lambda event: isinstance(event, ari.StasisStart))
    file = pair.office.process.plan.folder.monitor / "leg.raw"
    await manager.start_recording("leg", str(file), "D")

    async def a_second_long() -> bool:
        return file.exists() and file.stat().st_size > 32_000

    await until(a_second_long)
    await manager.stop_recording("leg")
    frames = np.fromfile(file, "<i2").reshape(-1, 2)
    said, heard = frames[4000:, 0].astype(float), frames[4000:, 1]
    assert np.sqrt((said**2).mean()) > 100, "left is what the phone says: music here"
    assert not heard.any(), "right is what it hears: nobody"
    await office.request(ari.channels_hangup("leg"))
