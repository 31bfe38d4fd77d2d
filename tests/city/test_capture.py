"""Reading captured SIP messages, and answering the one that Asterisk does not."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import AsyncIterator

import pytest

from callseat.city.capture import Capture, Sighting

NOTIFY = (
    "NOTIFY sip:1001@127.0.0.1:5062 SIP/2.0\r\n"
    "Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1\r\n"
    "From: <sip:4001@127.0.0.1>;tag=a\r\n"
    "To: <sip:1001@127.0.0.1>;tag=b\r\n"
    "Call-ID: one@here\r\nCSeq: 7 NOTIFY\r\nEvent: talk\r\nContent-Length: 0\r\n\r\n"
)


def chunk(kind: int, value: bytes) -> bytes:
    return struct.pack(">HHH", 0, kind, 6 + len(value)) + value


def packet(payload: str, channel: str, port: int) -> bytes:
    chunks = (
        chunk(3, bytes([127, 0, 0, 1]))
        + chunk(7, struct.pack(">H", port))
        + chunk(15, payload.encode())
        + chunk(17, channel.encode())
    )
    return b"HEP3" + struct.pack(">H", 6 + len(chunks)) + chunks


@pytest.fixture
async def seen() -> AsyncIterator[tuple[Capture, list[Sighting]]]:
    sightings: list[Sighting] = []
    capture = Capture(sightings.append)
    await capture.start()
    yield capture, sightings
    capture.stop()


def test_a_notification_names_its_channel_and_event() -> None:
    sightings: list[Sighting] = []
    Capture(sightings.append).datagram_received(packet(NOTIFY, "PJSIP/phone-1-00000001", 5060), 0)
    (one,) = sightings
    assert (one.channel, one.method, one.status) == ("PJSIP/phone-1-00000001", "NOTIFY", 0)
    assert one.headers["Event"] == "talk"
    assert one.source == ("127.0.0.1", 5060)


def test_an_answer_has_a_status_and_other_messages_are_passed_over() -> None:
    sightings: list[Sighting] = []
    capture = Capture(sightings.append)
    capture.datagram_received(packet("SIP/2.0 401 No\r\nCSeq: 1 REGISTER\r\n\r\n", "", 1), 0)
    capture.datagram_received(packet("SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\n\r\n", "", 1), 0)
    capture.datagram_received(packet("INVITE sip:x SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\n", "", 1), 0)
    assert [(one.status, one.method) for one in sightings] == [(401, "REGISTER")]


@pytest.mark.parametrize("data", [b"", b"HEP3", b"HEP3\0\x0c\0\0\0\x0f\0\0", b"\xff" * 64])
def test_what_is_no_packet_is_passed_over(data: bytes) -> None:
    sightings: list[Sighting] = []
    Capture(sightings.append).datagram_received(data, 0)
    assert sightings == []


async def test_a_notification_is_confirmed_where_it_came_from(
    seen: tuple[Capture, list[Sighting]],
) -> None:
    capture, sightings = seen
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.bind(("127.0.0.1", 0))
        sender.setblocking(False)
        capture.datagram_received(packet(NOTIFY, "", sender.getsockname()[1]), 0)
        capture.confirm(sightings[0])
        answer = (await asyncio.wait_for(loop.sock_recv(sender, 2000), 5)).decode()
    lines = answer.split("\r\n")
    assert lines[0] == "SIP/2.0 200 OK"
    assert set(lines) >= set(NOTIFY.split("\r\n")[1:6])
