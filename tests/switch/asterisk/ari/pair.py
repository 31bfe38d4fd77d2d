"""An office and a city: two real Asterisks, the city holding phone 1001 of the office."""

from dataclasses import dataclass
from typing import Any

from callseat.switch.asterisk.ari import generated as ari

from .conftest import Office, StartOffice


async def make(office: Office, kind: str, name: str, **fields: str) -> None:
    pairs = [{"attribute": key, "value": value} for key, value in fields.items()]
    await office.client.request(ari.asterisk_update_object("res_pjsip", kind, name, fields=pairs))


@dataclass
class Pair:
    office: Office
    city: Office

    async def ringing_leg(self) -> str:
        """Leg `leg` rings at the phone; the id of the phone's channel in the city."""
        await self.endpoint_state("online")
        await self.office.client.request(
            ari.channels_originate_with_id("leg", "PJSIP/1001", app="callseat", timeout=20)
        )
        ringing = await self.city.heard.until_event(
            lambda event: isinstance(event, ari.StasisStart)
        )
        assert isinstance(ringing, ari.StasisStart)
        await self.city.client.request(ari.channels_ring(ringing.channel.id))
        await self.office.heard.until_event(
            lambda event: (
                isinstance(event, ari.ChannelStateChange) and event.channel.state == "Ringing"
            )
        )
        return ringing.channel.id

    async def endpoint_state(self, state: str) -> None:
        await self.office.heard.until_event(
            lambda event: (
                isinstance(event, ari.PeerStatusChange)
                and event.endpoint.resource == "1001"
                and event.endpoint.state == state
            )
        )


async def make_pair(start_office: StartOffice, **city_settings: Any) -> Pair:
    """Phone 1001 of the office, not yet registered, lives in the city."""
    office, city = await start_office(), await start_office("city", **city_settings)
    where = f"127.0.0.1:{office.process.plan.settings.sip_port}"
    login = {"auth_type": "userpass", "username": "1001", "password": "secret"}
    await make(office, "auth", "1001", **login)
    await make(office, "aor", "1001", max_contacts="1", remove_existing="yes")
    await make(
        office,
        "endpoint",
        "1001",
        context="callseat-phone",
        allow="!all,alaw",
        auth="1001",
        aors="1001",
    )
    await make(city, "auth", "1001", **login)
    await make(city, "aor", "office", contact=f"sip:{where}")
    await make(
        city,
        "endpoint",
        "office",
        context="city-inbound",
        allow="!all,alaw",
        aors="office",
        identify_by="ip",
    )
    await make(city, "identify", "office", endpoint="office", match="127.0.0.1")
    await make(
        city,
        "registration",
        "1001",
        server_uri=f"sip:{where}",
        client_uri=f"sip:1001@{where}",
        contact_user="1001",
        outbound_auth="1001",
        max_random_initial_delay="0",
    )
    return Pair(office, city)
