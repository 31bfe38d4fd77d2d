"""The reference: an Asterisk of the same build and configuration that does it by its dialplan."""

from __future__ import annotations

import secrets
import socket
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

from benchmarks.measuring import Cores, on_core
from callseat.city import ANSWERS, City, CitySettings
from callseat.city.ports import free_port, free_sip_port, media_ports
from callseat.switch.asterisk.runtime.configuration import Plan
from callseat.switch.asterisk.runtime.find import find_or_install
from callseat.switch.asterisk.runtime.folder import RunFolder
from callseat.switch.asterisk.runtime.process import AsteriskProcess
from callseat.switch.asterisk.runtime.settings import AsteriskSettings

NUMBER = "4001"
PHONE = "1001"
SECRET = secrets.token_urlsafe(12)
MEDIA = "disallow = all\nallow = alaw,ulaw,g722\ndirect_media = no\nrtp_symmetric = yes\n"


@dataclass(frozen=True, slots=True)
class Dialplan:
    """What a call to a number of the trunk leads to, and what that needs."""

    extensions: str
    modules: tuple[str, ...]
    phones: tuple[tuple[str, str], ...]
    """Extensions with their secrets."""
    files: Mapping[str, str] = field(default_factory=dict)


DIAL = Dialplan(
    f"exten => {NUMBER},1,Dial(PJSIP/{PHONE},30)\n",
    ("bridge_simple.so", "app_dial.so"),
    ((PHONE, SECRET),),
)


class PlainAsterisk:
    """Phones, one trunk, a few lines of dialplan, and a city of its own."""

    def __init__(self, dialplan: Dialplan = DIAL) -> None:
        self._dialplan = dialplan
        self._folder = Path(tempfile.mkdtemp(prefix="callseat-plain-"))
        self._settings = _settings()
        self._process: AsteriskProcess | None = None
        self.city: City

    async def start(self, cores: Cores) -> None:
        server = (self._settings.sip_address, self._settings.sip_port)
        with on_core(cores.load):
            self.city = await City.start(CitySettings(server))
        extra = {
            "pjsip.conf": _objects(self._dialplan.phones, *self.city.trunk),
            "extensions.conf": f"[plain]\n{self._dialplan.extensions}",
            "modules.conf": "".join(f"load = {one}\n" for one in self._dialplan.modules),
            **self._dialplan.files,
        }
        plan = Plan(self._settings, RunFolder(self._folder), find_or_install(), extra)
        self._process = AsteriskProcess(plan)
        with on_core(cores.subject):
            await self._process.start()
        phone = await self.city.phone(*self._dialplan.phones[0])
        phone.manner = ANSWERS

    async def stop(self) -> None:
        if hasattr(self, "city"):
            await self.city.stop()
        if self._process is not None:
            await self._process.stop()
        rmtree(self._folder, ignore_errors=True)

    @property
    def address(self) -> tuple[str, int]:
        """Where it takes SIP."""
        return self._settings.sip_address, self._settings.sip_port

    @property
    def numbers(self) -> tuple[int, ...]:
        """The Asterisk's process number."""
        if self._process is None or self._process.number is None:
            raise RuntimeError("the plain Asterisk does not run")
        return (self._process.number,)

    async def bridge_natively(self, allowed: bool) -> None:
        """Whether two legs may be bridged inside the RTP stack (Asterisk's default)."""
        if self._process is not None:
            verb = "unsuspend" if allowed else "suspend"
            await self._process.console(f"bridge technology {verb} native_rtp")


def _settings() -> AsteriskSettings:
    first, last = media_ports()
    return AsteriskSettings(
        sip_address="127.0.0.1",
        sip_port=free_sip_port(),
        rtp_first_port=first,
        rtp_last_port=last,
        http_port=free_port(socket.SOCK_STREAM),
        manager_port=free_port(socket.SOCK_STREAM),
    )


def _objects(phones: Sequence[tuple[str, str]], host: str, port: int) -> str:
    return (
        "".join(_phone(*one) for one in phones)
        + f"""
[trunk]
type = endpoint
context = plain
aors = trunk
{MEDIA}
[trunk]
type = aor
contact = sip:{host}:{port}
[trunk]
type = identify
endpoint = trunk
match = {host}
"""
    )


def _phone(extension: str, secret: str) -> str:
    return f"""
[{extension}]
type = endpoint
context = plain
auth = {extension}
aors = {extension}
{MEDIA}
[{extension}]
type = auth
auth_type = digest
username = {extension}
password = {secret}
[{extension}]
type = aor
max_contacts = 1
remove_existing = yes
"""
