"""SIPp in the place of a carrier that takes no call: each number is refused in a way of its own."""

from __future__ import annotations

import asyncio
import socket
from asyncio.subprocess import DEVNULL
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from callseat.city.sipp import sipp_command
from tests.support.asterisk import free_ports
from tests.support.waiting import until

ADDRESS = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Refusal:
    """With a SIP status, and a Q.850 cause in the Reason header (RFC 3326); 0 is no header."""

    status: int
    cause: int = 0

    @property
    def number(self) -> str:
        """The number that is refused so."""
        return f"13700{self.status:03}{self.cause:03}"

    @property
    def headers(self) -> str:
        """What such answers have: where else to call, or who is asked to authenticate."""
        yield_to = {
            3: "Contact: <sip:13800138000@[local_ip]:[local_port]>",
            401: 'WWW-Authenticate: Digest realm="carrier", nonce="1"',
            407: 'Proxy-Authenticate: Digest realm="carrier", nonce="1"',
        }
        found = [yield_to.get(self.status), yield_to.get(self.status // 100)]
        reason = f"Reason: Q.850;cause={self.cause}" if self.cause else None
        return "".join(f"{one}\n      " for one in (*found, reason) if one)


_ANSWER = """<![CDATA[

      SIP/2.0 {status}
      [last_Via:]
      [last_From:]
      [last_To:];tag=[call_number]
      [last_Call-ID:]
      [last_CSeq:]
      {headers}Content-Length: 0

    ]]>"""
_SCENARIO = """<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="refusals">
  <recv request="INVITE"><action>
    {looks}
  </action></recv>
  <send>{trying}</send>
  {choices}
  {answers}
  <label id="end"/>
  <recv request="ACK"/>
</scenario>
"""
_LOOK = '<ereg regexp="sip:{0}@" search_in="msg" assign_to="n{0}"/>'
_CHOICE = '<nop next="{0}" test="n{0}"/>'
_REFUSE = '<label id="{0}"/>\n  <send next="end">{1}</send>'


def scenario(refusals: Sequence[Refusal]) -> str:
    """SIPp reads a status when it starts, so each refusal has a way of its own."""
    answers = {
        one.number: _ANSWER.format(status=f"{one.status} Refused", headers=one.headers)
        for one in refusals
    }
    return _SCENARIO.format(
        looks="\n    ".join(map(_LOOK.format, answers)),
        trying=_ANSWER.format(status="100 Trying", headers=""),
        choices="\n  ".join(map(_CHOICE.format, answers)),
        answers="\n  ".join(_REFUSE.format(*one) for one in answers.items()),
    )


@dataclass
class RefusingCarrier:
    """Made by `start`, ended by `stop`."""

    port: int
    process: asyncio.subprocess.Process

    @classmethod
    async def start(cls, folder: Path, refusals: Sequence[Refusal]) -> RefusingCarrier:
        """SIPp listens on a port of its own; its files are in `folder`."""
        file = folder / "refusals.xml"
        file.write_text(scenario(refusals))
        words = await asyncio.to_thread(sipp_command)
        sip, media, control = free_ports(3)
        process = await asyncio.create_subprocess_exec(
            *words, "-sf", str(file), "-i", ADDRESS, "-p", str(sip), "-mi", ADDRESS,
            "-mp", str(media), "-cp", str(control), "-nostdin", "-trace_err",
            stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, cwd=folder, env={"TERM": "dumb"},
        )  # fmt: skip
        carrier = cls(sip, process)

        async def listens() -> bool:
            errors = [one.read_text() for one in folder.glob("*_errors.log")]
            assert process.returncode is None, f"SIPp ended at once: {errors}"
            return _is_bound(sip)

        try:
            await until(listens)
        except BaseException:
            await carrier.stop()
            raise
        return carrier

    async def stop(self) -> None:
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


def _is_bound(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return True
    return False
