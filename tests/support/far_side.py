"""An Asterisk with a plain dialplan, in the place of Callseat: the other side of a city's tests.

4001 echoes; 4002 rings phone 1001; 4003 the same, asking it to answer by itself; 4004 is busy;
4005 does not exist; 4006 calls an outside number; 4007 plays music; 4008 is silent; 4009
rings phone 1001 and keeps in the variable REFUSED how it refused.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from callseat.switch.asterisk.ami import AmiClient, AmiSettings
from callseat.switch.asterisk.runtime.configuration import Plan
from callseat.switch.asterisk.runtime.folder import RunFolder
from callseat.switch.asterisk.runtime.installation import Installation
from callseat.switch.asterisk.runtime.process import AsteriskProcess
from callseat.switch.asterisk.runtime.settings import AsteriskSettings
from tests.support.asterisk import loopback_settings
from tests.support.waiting import until

MEDIA = "disallow = all\nallow = alaw\ndirect_media = no\nrtp_symmetric = yes\n"
MODULES = ("bridge_simple", "app_dial", "app_echo", "app_stack", "func_global", "func_hangupcause")
DIALPLAN = """
[far-side]
exten => 4001,1,Answer()
 same => n,Echo()
exten => 4002,1,Dial(PJSIP/1001,30)
exten => 4003,1,Dial(PJSIP/1001,30,b(far-side-auto^s^1))
exten => 4004,1,Busy(1)
exten => 4006,1,Dial(PJSIP/${OUTSIDE}@trunk,30)
exten => 4007,1,Answer()
 same => n,MusicOnHold(default)
exten => 4008,1,Answer()
 same => n,Set(FAR_SIDE_CALLER=${CALLERID(num)})
 same => n,Wait(60)
exten => 4009,1,Dial(PJSIP/1001,30,g)
 same => n,Set(GLOBAL(REFUSED)=${HANGUPCAUSE(${HANGUPCAUSE_KEYS()},tech)})
exten => _1XXX,1,Dial(PJSIP/${EXTEN},30)
exten => _9.,1,Dial(PJSIP/${EXTEN}@trunk,30)

[far-side-auto]
exten => s,1,Set(PJSIP_HEADER(add,Call-Info)=<sip:far-side>\\;answer-after=0)
 same => n,Return()
"""


@dataclass(slots=True)
class FarSide:
    """Phones 1001 and 1002 with `secret`, and a trunk to a city."""

    folder: Path
    installation: Installation
    secret: str
    settings: AsteriskSettings = field(default_factory=loopback_settings)
    process: AsteriskProcess | None = None

    @property
    def address(self) -> tuple[str, int]:
        return self.settings.sip_address, self.settings.sip_port

    async def start(self, trunk: tuple[str, int]) -> None:
        extra = {
            "pjsip.conf": self._objects(*trunk),
            "extensions.conf": DIALPLAN,
            "modules.conf": "".join(f"load = {one}.so\n" for one in MODULES),
        }
        run = RunFolder(self.folder)
        self.process = AsteriskProcess(Plan(self.settings, run, self.installation, extra))
        await self.process.start()

    async def stop(self) -> None:
        if self.process is not None:
            await self.process.stop()

    async def console(self, command: str) -> str:
        assert self.process is not None
        return await self.process.console(command)

    async def channel(self, endpoint: str) -> str:
        """The name of the endpoint's channel, once there is exactly one."""
        (found,) = await until(lambda: self._only(f"PJSIP/{endpoint}-"))
        return found

    async def _only(self, prefix: str) -> list[str]:
        lines = (await self.console("core show channels concise")).splitlines()
        found = [one.split("!")[0] for one in lines if one.startswith(prefix)]
        return found if len(found) == 1 else []

    async def talk(self, endpoint: str) -> None:
        """Tell a phone to take its ringing call, as AMI does it for Callseat."""
        channel = await self.channel(endpoint)
        user, secret = self.settings.application, RunFolder(self.folder).secrets().manager
        manager = AmiClient(
            AmiSettings(port=self.settings.manager_port, username=user, secret=secret)
        )
        await manager.start()
        try:
            await asyncio.wait_for(manager.ready.wait(), 5)
            await manager.talk(channel)
        finally:
            await manager.stop()

    def _objects(self, host: str, port: int) -> str:
        phones = "".join(
            f"[{one}]\ntype = endpoint\ncontext = far-side\nauth = {one}\naors = {one}\n{MEDIA}\n"
            f"[{one}]\ntype = auth\nauth_type = digest\nusername = {one}\n"
            f"password = {self.secret}\n[{one}]\ntype = aor\nmax_contacts = 1\n"
            "remove_existing = yes\n"
            for one in ("1001", "1002")
        )
        return (
            f"{phones}[trunk]\ntype = endpoint\ncontext = far-side\naors = trunk\n{MEDIA}"
            f"[trunk]\ntype = aor\ncontact = sip:{host}:{port}\n"
            f"[trunk]\ntype = identify\nendpoint = trunk\nmatch = {host}\n"
        )
