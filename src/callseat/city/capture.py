"""SIP messages as the city's Asterisk saw them, by Homer's encapsulation protocol (HEP version 3).

ARI tells neither how a registration went nor that a phone was told to talk, so Asterisk's
res_hep_pjsip reports its messages to a socket of ours. Packets: chunks of vendor, type, length
(header included) and value after "HEP3" and the total length.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from ipaddress import IPv4Address

SOURCE_ADDRESS, SOURCE_PORT, PAYLOAD, CORRELATION = 3, 7, 15, 17
BUFFER_BYTES = 4 * 1024 * 1024
INTERESTING = (b"NOTIFY ", b"SIP/2.0 ")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One message. `channel` is Asterisk's name of the channel, or the Call-ID without one."""

    channel: str
    first_line: str
    headers: Message
    source: tuple[str, int]

    @property
    def status(self) -> int:
        """Of a response; 0 for a request."""
        words = self.first_line.split(" ")
        return int(words[1]) if words[0] == "SIP/2.0" else 0

    @property
    def method(self) -> str:
        """Of a request, or of the request that a response belongs to."""
        return str(self.headers.get("CSeq", "")).rpartition(" ")[2]


class Capture(asyncio.DatagramProtocol):
    """Listens on a loopback port of its own; hands on NOTIFY requests and answers to REGISTER."""

    def __init__(self, notice: Callable[[Sighting], None]) -> None:
        self._notice = notice
        self._transport: asyncio.DatagramTransport | None = None
        self.port = 0

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(
            lambda: self, local_addr=("127.0.0.1", 0)
        )
        self.port = int(self._transport.get_extra_info("sockname")[1])
        found: socket.socket = self._transport.get_extra_info("socket")
        found.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)

    def stop(self) -> None:
        if self._transport is not None:
            self._transport.close()
            self._transport = None

    def confirm(self, sighting: Sighting) -> None:
        """Answer a request with 200, as a desk phone does that knows "talk" (RFC 3261 8.2.6).

        Asterisk in the part of the phone leaves it unanswered, and 32 s later the other side
        would end the call for that (RFC 3261 12.2.1.2).
        """
        names = ("Via", "From", "To", "Call-ID", "CSeq")
        lines = [
            f"{name}: {value}" for name in names for value in sighting.headers.get_all(name, [])
        ]
        text = "\r\n".join(["SIP/2.0 200 OK", *lines, "Content-Length: 0", "", ""])
        if self._transport is not None:
            self._transport.sendto(text.encode(), sighting.source)

    def datagram_received(self, data: bytes, addr: object) -> None:
        chunks = dict(_chunks(data))
        payload = chunks.get(PAYLOAD, b"")
        if not payload.startswith(INTERESTING):
            return
        sighting = _sighting(chunks, payload)
        if sighting.method in ("NOTIFY", "REGISTER"):
            self._notice(sighting)


def _sighting(chunks: dict[int, bytes], payload: bytes) -> Sighting:
    first, _, rest = payload.decode(errors="replace").partition("\r\n")
    address, port = chunks.get(SOURCE_ADDRESS, b"\x7f\0\0\1"), chunks.get(SOURCE_PORT, b"\0\0")
    return Sighting(
        channel=chunks.get(CORRELATION, b"").decode(errors="replace"),
        first_line=first,
        headers=Parser().parsestr(rest, headersonly=True),
        source=(str(IPv4Address(address)), int.from_bytes(port, "big")),
    )


def _chunks(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at + 6 <= len(data):
        _vendor, kind, length = struct.unpack_from(">HHH", data, at)
        if length < 6:
            return
        yield kind, data[at + 6 : at + length]
        at += length
