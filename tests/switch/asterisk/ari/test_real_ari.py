"""The client against a real Asterisk, and a second one as the city with a phone and a caller."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import pytest

from callseat.switch.asterisk.ari import AriError, AriUnavailable
from callseat.switch.asterisk.ari import generated as ari
from tests.support.waiting import until

from .conftest import Office, StartOffice, kill
from .pair import Pair, make_pair

pytestmark = pytest.mark.real
ROOT = Path(__file__).parents[4]


@pytest.fixture
async def pair(start_office: StartOffice) -> Pair:
    return await make_pair(start_office)


async def test_answers_come_at_once(office: Office) -> None:
    """Without TCP_QUICKACK each would take 40 ms and more."""
    took = []
    for _ in range(40):
        start = time.perf_counter()
        await office.client.request(ari.asterisk_ping())
        took.append(time.perf_counter() - start)
    assert median(took) < 0.015


async def test_the_snapshot_and_typed_errors(office: Office) -> None:
    snapshot = office.heard.snapshots[0]
    assert snapshot.info.system is not None
    assert snapshot.info.system.version.startswith("2")
    assert snapshot.application.name == "callseat"
    assert (snapshot.channels, snapshot.bridges) == ([], [])
    with pytest.raises(AriError) as caught:
        await office.client.request(ari.channels_get('a/../"b'))
    assert caught.value.status == 404


async def test_odd_values_arrive_as_they_are(office: Office) -> None:
    value = 'a&b=c%41+d "q" é ,;${EXTEN}\''
    await office.client.request(ari.bridges_create_with_id("call", type="mixing", name=value))
    assert (await office.client.request(ari.bridges_get("call"))).name == value
    with pytest.raises(AriError) as caught:
        await office.client.request(ari.bridges_create_with_id("call", type="mixing"))
    assert caught.value.status == 409


async def test_asterisk_killed_and_started_again(office: Office) -> None:
    await office.client.request(ari.bridges_create_with_id("call", type="mixing"))
    kill(office)

    async def lost() -> bool:
        return "lost" in office.heard.notes

    await until(lost)
    with pytest.raises(AriUnavailable):
        await office.client.request(ari.asterisk_ping())
    await office.heard.until_connected(2)
    assert office.heard.snapshots[1].bridges == []
    assert (await office.client.request(ari.asterisk_ping())).ping == "pong"


async def test_a_phone_registers_and_leaves(pair: Pair) -> None:
    await pair.endpoint_state("online")
    await pair.city.client.request(ari.asterisk_delete_object("res_pjsip", "registration", "1001"))
    await pair.endpoint_state("offline")


@pytest.mark.parametrize(
    ("reason", "cause", "sip"), [("busy", 17, 486), ("no_answer", 19, 480), ("congestion", 34, 503)]
)
async def test_a_leg_rings_and_fails_with_its_cause(
    pair: Pair, reason: str, cause: int, sip: int
) -> None:
    office, city, phone = pair.office, pair.city, await pair.ringing_leg()
    await city.client.request(ari.channels_hangup(phone, reason=reason))
    end = await office.heard.until_event(lambda event: isinstance(event, ari.ChannelDestroyed))
    assert isinstance(end, ari.ChannelDestroyed)
    assert (end.channel.id, end.cause, end.tech_cause) == ("leg", cause, sip)
    # The filter works, and no event comes twice though the phone's endpoint is watched too.
    calls = [note for note in office.heard.notes if note.startswith("Channel")]
    assert calls == ["ChannelStateChange", "ChannelDestroyed"]


async def test_the_generated_file_is_what_this_asterisk_says(
    office: Office, tmp_path: Path
) -> None:
    plan, output = office.process.plan, tmp_path / "generated.py"
    url = f"http://127.0.0.1:{plan.settings.http_port}"
    command = [sys.executable, str(ROOT / "tools/generate_ari.py"), url, "callseat"]
    environment = dict(os.environ, PATH=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    await asyncio.to_thread(
        subprocess.run,
        [*command, plan.folder.secrets().ari, str(output)],
        check=True,
        cwd=ROOT,
        env=environment,
    )
    committed = ROOT / "src/callseat/switch/asterisk/ari/generated.py"
    known, now = committed.read_text(), output.read_text()
    if plan.installation.version[:3] == (22, 10, 1):
        assert now == known
    assert all(f'"{kind}"' in now for kind in ari.EVENT_TYPES)
