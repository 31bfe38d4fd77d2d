"""Two real Asterisks, each with the controller that it dials: the switch and a city."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from callseat.switch.asterisk.runtime.process import AsteriskProcess
from tests.support.asterisk import StartAsterisk, free_ports

from .controller import Controller


@dataclass
class Pair:
    """The switch under test and a city, each with its controller."""

    switch: AsteriskProcess
    city: AsteriskProcess
    ours: Controller
    theirs: Controller

    async def ask(self, method: str, uri: str, **body: Any) -> tuple[int, Any]:
        return await self.ours.ask("callseat", method, uri, **body)

    async def make(self, kind: str, name: str, **fields: str) -> None:
        await self.ours.make("callseat", kind, name, **fields)

    async def make_in_city(self, kind: str, name: str, **fields: str) -> None:
        await self.theirs.make("city", kind, name, **fields)

    async def seat(self, name: str, password: str, **options: str) -> None:
        await self.make("auth", name, auth_type="userpass", username=name, password=password)
        await self.make("aor", name, max_contacts="1", remove_existing="yes")
        fields = {"context": "callseat-phone", "allow": "!all,alaw", "auth": name, "aors": name}
        await self.make("endpoint", name, **{**fields, **options})

    async def phone(self, name: str, password: str) -> None:
        """A phone in the city that registers itself at the switch."""
        where = f"127.0.0.1:{self.switch.plan.settings.sip_port}"
        await self.make_in_city(
            "auth", name, auth_type="userpass", username=name, password=password
        )
        await self.make_in_city(
            "registration",
            name,
            server_uri=f"sip:{where}",
            client_uri=f"sip:{name}@{where}",
            contact_user=name,
            outbound_auth=name,
            max_random_initial_delay="0",
        )

    async def trunk(self, **options: str) -> None:
        """The city may call the switch, and knows it as `switch`; both with these options."""
        inbound = {"context": "callseat-inbound", "allow": "!all,alaw", **options}
        await self.make("endpoint", "trunk", **inbound)
        await self.make("identify", "trunk", endpoint="trunk", match="127.0.0.1")
        port = self.switch.plan.settings.sip_port
        await self.make_in_city("aor", "switch", contact=f"sip:127.0.0.1:{port}")
        await self.make_in_city("endpoint", "switch", allow="!all,alaw", aors="switch", **options)

    async def call(self, target: str, caller: str = "13800138000") -> str:
        """The city calls `target`; the name of its channel."""
        status, channel = await self.theirs.ask(
            "city", "POST", "channels", endpoint=target, app="city", callerId=caller
        )
        assert status == 200, channel
        return str(channel["id"])

    async def state(self, seat: str) -> str:
        return str((await self.ask("GET", f"endpoints/PJSIP/{seat}"))[1]["state"])


@pytest.fixture
async def pair(start_asterisk: StartAsterisk) -> AsyncIterator[Pair]:
    ports = free_ports(2)
    async with Controller(ports[0]) as ours, Controller(ports[1]) as theirs:
        switch = await start_asterisk(controller_port=ports[0])
        city = await start_asterisk(application="city", controller_port=ports[1])
        await ours.connected(*switch.plan.settings.applications())
        await theirs.connected(*city.plan.settings.applications())
        yield Pair(switch, city, ours, theirs)
