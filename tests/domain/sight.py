"""What can be seen of a house with calls, in short words: who hears whom, who does what."""

from __future__ import annotations

from callseat.domain import effects, hearing
from callseat.domain.effects import Notify
from callseat.domain.inputs import LegEnded
from callseat.domain.notices import (
    Notice,
    OnAnswer,
    OnDialFail,
    OnDialing,
    OnDialSuccess,
    OnNoAnswer,
    OnOffTalk,
    OnPlayEnd,
    OnRing,
    OnRingEnd,
)
from callseat.domain.rows import RecordingSegmentRow
from callseat.domain.status import Status
from callseat.domain.world import LegState
from tests.domain.playbook import Playbook, rows


def name_of(play: Playbook, leg: str) -> str:
    """A leg as people speak of it: whose it is, k1 for a customer's."""
    user = play.world.legs[leg].user if leg in play.world.legs else ""
    return user or ("friend" if leg.startswith("o-") else "tap" if leg.startswith("w-") else leg)


def heard(play: Playbook) -> str:
    """Who hears whom: `k1<anna anna<k1`; legs that are up, and not those that are hanging up."""
    words = []
    for leg, sounds in hearing.hears(play.world).items():
        if play.world.legs[leg].state is LegState.UP or sounds:
            names = "+".join(
                one if ":" in one else name_of(play, one)
                for one in sounds
                if not is_ending(play, one)
            )
            if not is_ending(play, leg):
                words.append(f"{name_of(play, leg)}<{names or 'nobody'}")
    return " ".join(sorted(words))


def is_ending(play: Playbook, leg: str) -> bool:
    return leg in play.world.legs and play.world.legs[leg].state is LegState.ENDING


def statuses(play: Playbook) -> str:
    """The seats that are not idle: `anna=TALKING ben=RINGING`."""
    return " ".join(
        f"{seat.user}={seat.interval.status.name}"
        for seat in play.world.seats.values()
        if seat.interval.status is not Status.IDLE
    )


def told(play: Playbook, *users: str) -> list[str]:
    """What seats were told of their calls, in short: `anna OnOffTalk 1 seat normal`."""
    lines = []
    for effect in play.effects:
        if isinstance(effect, Notify) and isinstance(effect.to, effects.Seat):
            line = in_short(effect.notice)
            if line and effect.to.user in (users or (effect.to.user,)):
                lines.append(f"{effect.to.user} {line}")
    return lines


def in_short(notice: Notice) -> str:
    name = type(notice).__name__
    match notice:
        case OnOffTalk():
            return f"{name} {notice.endDirection} {notice.releasedBy} {notice.cause}"
        case OnDialFail():
            return f"{name} {notice.reason}"
        case OnRingEnd() | OnPlayEnd():
            return f"{name} {notice.cause}"
        case OnRing():
            return f"{name} {notice.iCallType}"
        case OnAnswer() | OnDialing() | OnDialSuccess() | OnNoAnswer():
            return name
    return ""


def segments(play: Playbook) -> list[str]:
    """The recording's segments as saved last: `anna talk 0-2000`."""
    found = {row.number: row for row in rows(play, RecordingSegmentRow)}
    return [f"{row.seats} {row.state} {row.began_ms}-{row.ended_ms}" for row in found.values()]


def outcome(play: Playbook) -> str:
    """What seats were told of calls, what they do now, and who hears whom."""
    seats, hears = statuses(play), heard(play)
    lines = [*told(play), f"seats: {seats}" if seats else "", f"heard: {hears}" if hears else ""]
    return "\n".join(line for line in lines if line)


def everybody_goes(play: Playbook) -> None:
    """All phones are put down: nothing is left, and everybody was told the end of everything."""
    world = play.world
    for _ in range(3):
        for leg in list(world.legs):
            play.do(LegEnded(play.now, leg))
    assert not world.legs
    assert not world.calls
    assert not world.contacts
    assert not world.attempts
    for seat in world.seats.values():
        assert (seat.leg, seat.active, seat.parts, seat.muted) == ("", "", {}, "")
        assert (seat.supervising, seat.supervisors, seat.errand) == (None, {}, None)
    play.promises.are_kept()
