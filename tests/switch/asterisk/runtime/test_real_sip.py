"""The rendered configuration at work: two real Asterisks speak SIP, controllers dial in."""

import asyncio
import contextlib
import time

import pytest

from tests.support.asterisk import StartAsterisk, free_ports
from tests.support.waiting import until

from .conftest import Pair
from .controller import Controller, authorization

pytestmark = pytest.mark.real


async def test_every_application_connects_by_itself_and_answers_requests(pair: Pair) -> None:
    names = pair.switch.plan.settings.applications()
    assert names == ("callseat", *(f"callseat-command-{n}" for n in range(4)))
    for name in names:
        status, answer = await pair.ours.ask(name, "GET", f"applications/{name}")
        assert (status, answer["name"]) == (200, name)
    assert set(pair.ours.authorizations) == {authorization(pair.switch)}


async def test_a_seat_made_at_run_time_registers_with_digest(pair: Pair) -> None:
    await pair.seat("seat1", "right")
    assert await pair.state("seat1") == "offline"
    await pair.phone("seat1", "right")
    await until(lambda: _is(pair, "seat1", "online"))


async def test_a_wrong_password_is_rejected(pair: Pair) -> None:
    await pair.seat("seat1", "right")
    await pair.phone("seat1", "wrong")

    async def rejected() -> bool:
        return "Rejected" in await pair.city.console("pjsip show registrations")

    await until(rejected)
    assert await pair.state("seat1") == "offline"


async def test_registrations_outlive_a_restart_of_asterisk(
    pair: Pair, start_asterisk: StartAsterisk
) -> None:
    await pair.seat("seat1", "right")
    await pair.phone("seat1", "right")
    await until(lambda: _is(pair, "seat1", "online"))
    await pair.switch.stop()
    await pair.switch.start()
    await until(lambda: _answers(pair))
    await pair.seat("seat1", "right")
    await until(lambda: _is(pair, "seat1", "online"))
    await pair.trunk()
    await pair.call("PJSIP/4008001000@switch")
    await pair.ours.event("callseat", "StasisStart")


async def test_a_call_from_outside_enters_the_application_with_its_number(pair: Pair) -> None:
    await pair.trunk()
    await pair.call("PJSIP/4008001000@switch")
    start = await pair.ours.event("callseat", "StasisStart")
    assert start["args"] == ["inbound"]
    assert start["channel"]["dialplan"]["exten"] == "4008001000"
    assert start["channel"]["caller"]["number"] == "13800138000"


async def test_hostile_numbers_and_names_arrive_as_plain_data(pair: Pair) -> None:
    await pair.trunk()
    port = pair.switch.plan.settings.sip_port
    number = "400%24%7BCHANNEL(name)%7D%26a%2Cb%7C%22"
    hostile = '"${CHANNEL(name)}, <b>&\'; DROP" <1380>'
    await pair.call(f"PJSIP/switch/sip:{number}@127.0.0.1:{port}", hostile)
    start = await pair.ours.event("callseat", "StasisStart")
    assert start["args"] == ["inbound"]
    assert start["channel"]["dialplan"]["exten"] == '400${CHANNEL(name)}&a,b|"'
    assert start["channel"]["caller"]["name"] == "${CHANNEL(name)}, <b>&'; DROP"


async def test_seats_added_during_a_call_do_not_disturb_it(pair: Pair) -> None:
    await pair.trunk()
    call = await pair.call("PJSIP/4008001000@switch")
    channel = (await pair.ours.event("callseat", "StasisStart"))["channel"]["id"]
    await pair.ask("POST", f"channels/{channel}/answer")
    await pair.ask("POST", f"channels/{channel}/moh")
    await until(lambda: _received(pair, call, 25))
    began, before = time.monotonic(), await _received(pair, call, 0)
    for number in range(50):
        await pair.seat(f"seat{number}", "secret")
    await until(lambda: _received(pair, call, before + 75))
    rate = (await _received(pair, call, 0) - before) / (time.monotonic() - began)
    assert 45 < rate < 55, "50 packets a second are sent"
    status, numbers = await pair.theirs.ask("city", "GET", f"channels/{call}/rtp_statistics")
    assert (status, numbers["rxploss"]) == (200, 0)


async def test_an_orderly_stop_lets_the_call_end_by_itself(pair: Pair) -> None:
    await pair.trunk()
    call = await pair.call("PJSIP/4008001000@switch")
    channel = (await pair.ours.event("callseat", "StasisStart"))["channel"]["id"]
    await pair.ask("POST", f"channels/{channel}/answer")
    await pair.theirs.event("city", "StasisStart", id=call)
    stopping = asyncio.create_task(pair.switch.stop(drain=60))

    async def refuses_new_calls() -> bool:
        late = await pair.call("PJSIP/4008001000@switch")
        with contextlib.suppress(TimeoutError):
            gone = await pair.theirs.event("city", "ChannelDestroyed", seconds=1, id=late)
            return gone["tech_cause"] == 503
        await pair.theirs.ask("city", "DELETE", f"channels/{late}")
        return False

    await until(refuses_new_calls)
    assert pair.switch.number is not None, "the call goes on"
    await pair.theirs.ask("city", "DELETE", f"channels/{call}")
    await asyncio.wait_for(stopping, 30)
    assert pair.switch.number is None


async def test_a_browser_phone_can_be_made_at_run_time(pair: Pair) -> None:
    await pair.seat("seat1", "right", webrtc="yes", allow="!all,opus,alaw")
    shown = await pair.switch.console("pjsip show endpoint seat1")
    values = dict(
        line.replace(" ", "").split(":", 1) for line in shown.splitlines() if " : " in line
    )
    assert values["media_encryption"] == "dtls"
    assert values["allow"] == "(opus|alaw)"
    assert values["ice_support"] == "true"


_TRUNK = {
    "pjsip.conf": "[trunk]\ntype=endpoint\ncontext=callseat-inbound\nallow=!all,alaw\n"
    "[trunk-address]\ntype=identify\nendpoint=trunk\nmatch=127.0.0.1\n"
}


async def test_a_call_that_nobody_serves_hears_a_chime_and_then_congestion(
    start_asterisk: StartAsterisk,
) -> None:
    port = free_ports(1)[0]
    async with Controller(port) as theirs:
        switch = await start_asterisk(unattended_retries=1, extra=_TRUNK)
        await start_asterisk(application="city", controller_port=port)
        await theirs.connected("city")
        target = f"sip:127.0.0.1:{switch.plan.settings.sip_port}"
        await theirs.make("city", "aor", "switch", contact=target)
        await theirs.make("city", "endpoint", "switch", allow="!all,alaw", aors="switch")
        _, channel = await theirs.ask(
            "city", "POST", "channels/create", endpoint="PJSIP/4008001000@switch", app="city"
        )
        # A created channel enters its application a moment after the answer.
        await theirs.event("city", "StasisStart", id=channel["id"])
        status, answer = await theirs.ask("city", "POST", f"channels/{channel['id']}/dial")
        assert status == 204, answer
        ended = await theirs.event("city", "ChannelDestroyed", id=channel["id"])
        states = [event["dialstatus"] for event in theirs.events["city"] if event["type"] == "Dial"]
        assert "PROGRESS" in states
        assert (ended["cause"], ended["tech_cause"]) == (34, 503)


async def _is(pair: Pair, seat: str, state: str) -> bool:
    return await pair.state(seat) == state


async def _answers(pair: Pair) -> bool:
    try:
        return (await pair.ask("GET", "asterisk/ping"))[0] == 200
    except (OSError, TimeoutError):
        return False


async def _received(pair: Pair, call: str, least: int) -> int:
    """Audio packets that the city has received on a call, once there are `least`; else 0."""
    _, numbers = await pair.theirs.ask("city", "GET", f"channels/{call}/rtp_statistics")
    count = int((numbers or {}).get("rxcount", 0))
    return count if count >= least else 0
