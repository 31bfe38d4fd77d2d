"""Whether a machine has answered an outside number."""

from __future__ import annotations

import pytest

from callseat.domain.dialer.campaign import Detection
from callseat.domain.effects import Detect, DialOutside, HangUp, Play
from callseat.domain.inputs import LegAnswered, LegEnded, MachineHeard, PlayEnded
from tests.contract.log import story
from tests.contract.party import SHORT_SOUND, SOUND, Exchange, Manner

NUMBER = "13900139000"


async def answered(exchange: Exchange, manner: Manner) -> str:
    exchange.answering(NUMBER, manner)
    leg = exchange.new_id("outside")
    exchange.perform(DialOutside(leg, "city", NUMBER, "4001"))
    await exchange.expect(LegAnswered, leg=leg)
    return leg


@pytest.mark.parametrize(
    ("manner", "verdict"), [(Manner.PERSON, "human"), (Manner.MACHINE, "machine")]
)
@pytest.mark.parametrize("until_silence", [False, True])
async def test_who_has_answered(
    exchange: Exchange, manner: Manner, verdict: str, until_silence: bool
) -> None:
    """And the leg is at our service again."""
    leg = await answered(exchange, manner)
    exchange.perform(Detect(leg, Detection(), until_silence))
    await exchange.expect(MachineHeard, leg=leg, verdict=verdict)
    callee = await exchange.called(NUMBER)
    play = exchange.new_id("play")
    exchange.perform(Play(play, leg, (SHORT_SOUND,)))
    await exchange.expect_ears(callee, SOUND)
    await exchange.expect(PlayEnded, play=play, completed=True)
    exchange.perform(HangUp(leg))
    await exchange.expect(LegEnded, leg=leg)
    assert story(exchange.events, leg) == [
        "LegAnswered",
        "MachineHeard",
        "PlayEnded",
        "LegEnded",
    ]


async def test_who_hangs_up_while_being_listened_to(exchange: Exchange) -> None:
    leg = await answered(exchange, Manner.MACHINE)
    exchange.perform(Detect(leg, Detection()))
    await (await exchange.called(NUMBER)).hang_up()
    await exchange.expect(LegEnded, leg=leg)
    assert story(exchange.events, leg) == ["LegAnswered", "LegEnded"]


async def test_it_is_hung_up_while_being_listened_to(exchange: Exchange) -> None:
    leg = await answered(exchange, Manner.PERSON)
    exchange.perform(Detect(leg, Detection()), HangUp(leg))
    await exchange.expect(LegEnded, leg=leg)
    assert story(exchange.events, leg) == ["LegAnswered", "LegEnded"]
