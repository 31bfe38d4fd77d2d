"""What people do in one random sequence of calls: drawn from its seed alone, so that it repeats."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from callseat.city.manner import (
    ABSENT,
    ANNOUNCES,
    ANSWERS,
    BUSY,
    DECLINES,
    RINGS,
    UNKNOWN,
    Act,
    Manner,
)
from tests.simulation.calling import BY_STATE, DIALING, FREE, HOLDING, SUPERVISING, TALKING

AGENTS, SUPERVISOR = ("anna", "bo", "cai"), "zoe"
CUSTOMER, OUTSIDE = "customer", "outside"
SHORT_TALK = Manner(Act.ANSWER, talk=0.3)
MANNERS = (ANSWERS, RINGS, BUSY, UNKNOWN, ABSENT, ANNOUNCES, DECLINES, SHORT_TALK)
ANSWERS_THERE, RINGS_THERE = 0, 1  # places in MANNERS: how the numbers outside are called here

AGENTS_SAY = (
    *(*TALKING, *HOLDING, *DIALING, *FREE, "callOutEx"),
    *(name for names in BY_STATE.values() for name in names),
)
SUPERVISORS_SAY = (
    *SUPERVISING * 3,
    *FREE,
    "hangUp",
    "muteOn",
    "muteOff",
    "requestHold",
    "turnSlic",
)
WITH_COLLEAGUE = ("turnSlic", "requestSlic", "callSeat")
WITH_NUMBER = ("callOut", "callOutEx", "turnOut")
BACK = {  # what takes a deed back often follows it
    "requestHold": "fetchHold",
    "muteOn": "muteOff",
    "playFile": "stopPlayFile",
    "playConfFile": "stopPlayConfFile",
    "pauseRecording": "resumeRecording",
    "callSeat": "completeTransfer",
    "turnSlic": "cancelTransfer",
    "listenSlic": "hangUp",
}
AT_A_RINGING = ("answerCall", "refuse", "refuse", "answers", "rejects")
AFTER_A_CONSULTATION = ("completeTransfer", "completeTransfer", "cancelTransfer", "fetchHold")
FILES = ("queue-music", "welcome", "no-such-sound")


class Then(StrEnum):
    """What is waited for before the next act; not long, if it does not come about."""

    AT_ONCE = "at once"
    ANSWERED = "once that was answered"
    RINGS = "once a telephone rings"
    CALM = "once nothing is being dialled"
    WAITS = "once a caller waits"


SOMETIMES = {Then.AT_ONCE: 4, Then.ANSWERED: 2, Then.RINGS: 2, Then.CALM: 2}


@dataclass(frozen=True, slots=True)
class Deed:
    """`what` is a command's name, or what somebody does to a telephone ("answers" ...).

    Of the parameters a colleague is named by the role, a number outside by its place in MANNERS.
    """

    who: str
    what: str
    params: tuple[str | int, ...] = ()
    then: Then = Then.AT_ONCE

    def __str__(self) -> str:
        return " ".join([self.who, self.what, *map(str, self.params), f"({self.then})"])


CALLS = Deed(CUSTOMER, "calls", (), Then.RINGS)
TALK = (CALLS, Deed("anna", "answerCall", (), Then.CALM))
BO_ANSWERS = Deed("bo", "answerCall", (), Then.CALM)
OPENINGS: dict[str, tuple[Deed, ...]] = {
    "nobody calls": (),
    "a customer rings": (CALLS,),
    "a talk": TALK,
    "a consultation": (*TALK, Deed("anna", "callSeat", ("bo",), Then.RINGS), BO_ANSWERS),
    "a conference": (*TALK, Deed("anna", "requestSlic", ("bo",), Then.RINGS), BO_ANSWERS),
    "a transfer": (*TALK, Deed("anna", "turnSlic", ("bo",), Then.RINGS)),
    "a transfer outside": (*TALK, Deed("anna", "turnOut", (RINGS_THERE,), Then.RINGS)),
    "on hold": (*TALK, Deed("anna", "requestHold", (), Then.ANSWERED)),
    "muted": (*TALK, Deed("anna", "muteOn", (), Then.ANSWERED)),
    "a recording paused": (*TALK, Deed("anna", "pauseRecording", (), Then.ANSWERED)),
    "a sound": (*TALK, Deed("anna", "playFile", ("queue-music",), Then.ANSWERED)),
    "a sound in a conference": (
        *TALK,
        Deed("anna", "requestSlic", ("bo",), Then.RINGS),
        BO_ANSWERS,
        Deed("anna", "playConfFile", ("queue-music",), Then.ANSWERED),
    ),
    "listening": (*TALK, Deed(SUPERVISOR, "listenSlic", ("anna",), Then.CALM)),
    "whispering": (*TALK, Deed(SUPERVISOR, "whisperSlic", ("anna",), Then.CALM)),
    "stepped in": (*TALK, Deed(SUPERVISOR, "insertSlic", ("anna",), Then.CALM)),
    "outside": (Deed("anna", "callOut", (ANSWERS_THERE,), Then.CALM),),
    "ringing outside": (Deed("anna", "callOut", (RINGS_THERE,), Then.RINGS),),
    "inside": (Deed("anna", "callSeat", ("bo",), Then.RINGS), BO_ANSWERS),
    "all busy": (
        *(Deed(user, "doNotDisturb", (), Then.ANSWERED) for user in AGENTS),
        Deed(CUSTOMER, "calls", (), Then.WAITS),
    ),
}
GOING = ("customers", "outside", "phones", "commands")


@dataclass(frozen=True, slots=True)
class Sequence:
    """One seed's: how it opens, three to eight deeds, and in which order all go home."""

    seed: int
    opening: str
    deeds: tuple[Deed, ...]
    going: tuple[str, ...]

    def __str__(self) -> str:
        lines = [f"seed {self.seed}, {self.opening}:", *map(str, self.deeds)]
        return "\n  ".join([*lines, f"all go: {', '.join(self.going)}"])


def sequence(seed: int) -> Sequence:
    random = Random(seed)
    opening = random.choice(list(OPENINGS))
    busy = list(dict.fromkeys(one.who for one in OPENINGS[opening] if one.who != CUSTOMER))
    deeds: list[Deed] = []
    for _ in range(random.randint(3, 8)):
        before = (*OPENINGS[opening], *deeds)[-1:]
        deeds.append(_deed(random, busy or ["anna"], *before))
    return Sequence(seed, opening, tuple(deeds), tuple(random.sample(GOING, len(GOING))))


def _deed(random: Random, busy: list[str], before: Deed = CALLS) -> Deed:
    then = random.choices(list(SOMETIMES), list(SOMETIMES.values()))[0]
    follows = _follows(random, before, then) if random.random() < 0.4 else None
    if follows is not None:
        return follows
    chance = random.random()
    if chance < 0.08:
        return Deed(CUSTOMER, random.choice(("calls", "calls", "hangs up")), (), then)
    if chance < 0.16:
        return Deed(OUTSIDE, random.choice(("answers", "answers", "hangs up")), (), then)
    everybody = (*AGENTS, SUPERVISOR)
    if chance < 0.32:
        what = random.choice(("answers", "answers", "hangs up", "rejects"))
        return Deed(random.choice(everybody), what, (), then)
    who = random.choice(busy if random.random() < 0.7 else everybody)
    what = random.choice(SUPERVISORS_SAY if who == SUPERVISOR else AGENTS_SAY)
    return Deed(who, what, _params(random, who, what, busy), then)


def _follows(random: Random, before: Deed, then: Then) -> Deed | None:
    """What the deed before asks for, if it does."""
    if before == BO_ANSWERS:
        return Deed("anna", random.choice(AFTER_A_CONSULTATION), (), then)
    if before.then is Then.WAITS or before.what == "connectQueue":
        return Deed(random.choice(AGENTS), "connectQueue", (CUSTOMER,), then)
    if before.then is Then.RINGS:
        return Deed(random.choice(("anna", "bo")), random.choice(AT_A_RINGING), (), then)
    return Deed(before.who, BACK[before.what], (), then) if before.what in BACK else None


def _params(random: Random, who: str, what: str, busy: list[str]) -> tuple[str | int, ...]:
    others = [one for one in (*AGENTS, SUPERVISOR) if one != who]
    drawn: tuple[str | int, ...] = ()
    if what in WITH_COLLEAGUE:
        drawn = (random.choice(others),)
    elif what in SUPERVISING:
        drawn = (random.choice([one for one in busy if one != who] or others),)
    elif what in WITH_NUMBER:
        drawn = (random.randrange(len(MANNERS)),)
    elif what in ("playFile", "playConfFile"):
        drawn = (random.choice(FILES),)
    elif what == "sendDigits":
        drawn = (random.choice(("1#", "42")),)
    elif what == "attachData":
        drawn = ("order", random.choice(("17", "")))
    elif what == "connectQueue":
        drawn = (CUSTOMER,)
    return drawn
