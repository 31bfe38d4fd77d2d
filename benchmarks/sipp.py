"""Telephones and callers by SIPp: many at once that say nothing, so that all cost is signalling.

The same for every subject. A phone rings, is answered at once and waits for the end; a caller hangs
up `talk` seconds after its call was taken by the switch, which is before a seat is found: a call
counts only if a phone was answered within that time.
"""

from __future__ import annotations

import asyncio
import csv
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from callseat.city.configuration import CARRIER_ADDRESS, PHONE_ADDRESS
from callseat.city.ports import free_sip_port, media_ports
from callseat.city.sipp import sipp_command

_numbers = count(1)
REGISTRATIONS = "400"
"""A second, and at once."""
_SDP = """v=0
      o=- 1 1 IN IP4 [local_ip]
      s=-
      c=IN IP4 [media_ip]
      t=0 0
      m=audio [media_port] RTP/AVP 8
      a=rtpmap:8 PCMA/8000
"""
_ANSWER = """<send><![CDATA[

      SIP/2.0 {status}
      [last_Via:]
      [last_From:]
      [last_To:]{tag}
      [last_Call-ID:]
      [last_CSeq:]
      Contact: <sip:[local_ip]:[local_port]>
      {body}
    ]]></send>"""
_WITH_SDP = f"Content-Type: application/sdp\n      Content-Length: [len]\n\n      {_SDP}"
_TAG, _EMPTY = ";tag=[pid]SIPp[call_number]", "Content-Length: 0\n"
COUNTER = "taken"
PHONES = f"""<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="phones">
  <recv request="INVITE" optional="true" next="call"/>
  <recv request="OPTIONS"/>
  {_ANSWER.format(status="200 OK", tag=_TAG, body=_EMPTY).replace("<send>", '<send next="end">')}
  <label id="call"/>
  {_ANSWER.format(status="180 Ringing", tag=_TAG, body=_EMPTY)}
  {_ANSWER.format(status="200 OK", tag=_TAG, body=_WITH_SDP)}
  <recv request="ACK"/>
  <recv request="BYE" counter="{COUNTER}"/>
  {_ANSWER.format(status="200 OK", tag="", body=_EMPTY)}
  <label id="end"/>
</scenario>
"""
_FROM_TO = """From: <sip:{caller}@[local_ip]:[local_port]>;tag=[pid]SIPp[call_number]
      To: <sip:{callee}@[remote_ip]:[remote_port]>{tag}
      Call-ID: [call_id]
      CSeq: {number} {method}
      Contact: <sip:{contact}>
      Max-Forwards: 70
      {body}"""


def _request(method: str, callee: str, number: int = 1, **more: str) -> str:
    fields = {"caller": "[call_number]", "tag": "", "contact": "[local_ip]:[local_port]",
              "body": _EMPTY} | more  # fmt: skip
    lines = _FROM_TO.format(method=method, callee=callee, number=number, **fields)
    return f"""<send retrans="500"><![CDATA[

      {method} sip:{callee}@[remote_ip]:[remote_port] SIP/2.0
      Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
      {lines}
    ]]></send>"""


def _callers(number: str, talk: float) -> str:
    there = "[peer_tag_param]"
    ack = _request("ACK", number, tag=there).replace('<send retrans="500">', "<send>")
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="callers">
  {_request("INVITE", number, body=_WITH_SDP)}
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="183" optional="true"/>
  <recv response="200" rtd="true"/>
  {ack}
  <pause milliseconds="{round(1000 * talk)}"/>
  {_request("BYE", number, number=2, tag=there)}
  <recv response="200"/>
</scenario>
"""


def _registration(port: int) -> str:
    fields = {
        "caller": "[field0]",
        "contact": f"[field0]@[local_ip]:{port}",
        "body": "Expires: 3600\n      " + _EMPTY,
    }
    again = fields | {"body": "Expires: 3600\n      [field1]\n      " + _EMPTY}
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="registration">
  {_request("REGISTER", "[field0]", **fields)}
  <recv response="100" optional="true"/>
  <recv response="401" auth="true"/>
  {_request("REGISTER", "[field0]", number=2, **again)}
  <recv response="100" optional="true"/>
  <recv response="200"/>
</scenario>
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """Of calls that ended: how many went as they should, and how many did not."""

    good: int
    bad: int


class SippPhones:
    """Phones that share one socket. Made by `start`, ended by `stop`."""

    def __init__(self, folder: Path, process: Process) -> None:
        self._folder, self._process = folder, process

    @classmethod
    async def start(
        cls, folder: Path, server: tuple[str, int], phones: Sequence[tuple[str, str]]
    ) -> SippPhones:
        """Extensions with their secrets, registered. Raises RuntimeError if one is refused.

        They register from the socket at which they are called afterwards: a server may hold on to
        where a registration came from.
        """
        folder = folder / f"phones-{next(_numbers)}"
        port = free_sip_port(PHONE_ADDRESS)
        await _register(folder / "registration", port, server, phones)
        more = ("-trace_stat", "-stf", str(folder / "tally.csv"), "-fd", "1")
        return cls(folder, await _launch(folder, PHONES, PHONE_ADDRESS, port, *more))

    def tally(self) -> Tally:
        """So far; it is a second old at most."""
        return _tally(self._folder / "tally.csv")

    async def stop(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


async def _register(
    folder: Path, port: int, server: tuple[str, int], phones: Sequence[tuple[str, str]]
) -> None:
    names = _write(
        folder,
        "phones.csv",
        "SEQUENTIAL\n"
        + "".join(
            f"{one};[authentication username={one} password={secret}]\n" for one, secret in phones
        ),
    )
    process = await _launch(
        folder, _registration(port), PHONE_ADDRESS, port, "-inf", str(names),
        "-m", str(len(phones)), "-r", REGISTRATIONS, "-l", REGISTRATIONS, _address(server),
    )  # fmt: skip
    if await process.wait():
        raise RuntimeError(f"phones were not registered: {_complaints(folder)}")


@dataclass(frozen=True, slots=True)
class Stream:
    """`calls` to `number`, `rate` a second; each lasts `talk` seconds from the switch's answer."""

    number: str
    calls: int
    rate: float
    talk: float


async def place(folder: Path, server: tuple[str, int], stream: Stream) -> Tally:
    """Return when all have ended."""
    folder = folder / f"callers-{next(_numbers)}"
    process = await _launch(
        folder, _callers(stream.number, stream.talk), CARRIER_ADDRESS,
        free_sip_port(CARRIER_ADDRESS), "-m", str(stream.calls), "-r", f"{stream.rate:g}",
        "-l", str(stream.calls), "-trace_stat", "-stf", str(folder / "tally.csv"),
        "-recv_timeout", "10000", _address(server),
    )  # fmt: skip
    await process.wait()
    return _tally(folder / "tally.csv")


async def _launch(folder: Path, scenario: str, address: str, port: int, *more: str) -> Process:
    file = _write(folder, "scenario.xml", scenario)
    first, _ = media_ports()
    words = await asyncio.to_thread(sipp_command)
    return await asyncio.create_subprocess_exec(
        *words, "-sf", str(file), "-i", address, "-p", str(port),
        "-mi", address, "-mp", str(first), "-nostdin", "-trace_err", *more,
        stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, cwd=folder, env={"TERM": "dumb"},
    )  # fmt: skip


def _write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text)
    return file


def _tally(file: Path) -> Tally:
    if not file.exists():
        return Tally(0, 0)
    with file.open(newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter=";"))
    last = rows[-1] if rows else {}
    good = last.get(f"{COUNTER}(C)") or last.get("SuccessfulCall(C)")
    return Tally(int(good or 0), int(last.get("FailedCall(C)") or 0))


def _complaints(folder: Path) -> str:
    return " ".join(one.read_text()[-500:] for one in folder.glob("*errors.log"))


def _address(server: tuple[str, int]) -> str:
    return f"{server[0]}:{server[1]}"
