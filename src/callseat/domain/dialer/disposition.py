"""What came of a talk, as its seat says; it decides what follows for the lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from callseat.domain.dialer import attempts
from callseat.domain.dialer.campaign import Campaign, Disposition
from callseat.domain.dialer.state import LeadCall, Talked
from callseat.domain.errors import Reason, Refused
from callseat.domain.rows import DispositionRow
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Part, Seat

LONGEST = 4096  # bytes of a note
LATEST = 4102444800_000  # the year 2100: what is later is no time to call back


@dataclass(frozen=True, slots=True)
class Said:
    """Checked: the talk that is meant, the code, and when to call back (ms since the epoch, 0)."""

    talked: Talked
    code: Disposition
    note: str
    at: int


def begin(turn: Turn, at: Seat, part: Part, contact: Contact) -> bool:
    """The seat talks of a project's business from here on. Whether it must say what came of it."""
    if part.project:
        owed = contact.project.disposition_required and bool(contact.project.dispositions)
        at.talked = Talked(part.call_no, contact.id, part.project, owed)
        return owed
    return False


def is_owed(at: Seat) -> bool:
    """Whether the seat must say what came of its last talk before it is idle."""
    return at.talked is not None and at.talked.owed


def check(turn: Turn, at: Seat, code: str, note: str, back: str) -> Said:
    """Refused `no_call`, `unknown_disposition`, `bad_parameter`, `time_required`, `time_past`."""
    talked = at.talked
    if talked is None:
        raise Refused(Reason.NO_CALL)
    projects = turn.world.directory.projects
    known = (one for one in projects if one.number == talked.project)
    codes = (each for one in known for each in one.dispositions if each.code == code)
    found = next(codes, None)
    if found is None:
        raise Refused(Reason.UNKNOWN_DISPOSITION, "code")
    if len(note.encode("utf-8", "surrogatepass")) > LONGEST:
        raise Refused(Reason.BAD_PARAMETER, "note")
    when = _time(back, _zone(turn, talked)) if back else 0
    if found.call_back and not when:
        raise Refused(Reason.TIME_REQUIRED, "callBackAt")
    if when and when <= turn.at:
        raise Refused(Reason.TIME_PAST, "callBackAt")
    return Said(talked, found, note, when)


def _zone(turn: Turn, talked: Talked) -> str:
    """In which a time without a zone is meant: the campaign's."""
    call = _lead_call(turn, talked)
    running = attempts.running_of(turn, call) if call is not None else None
    return (running.campaign if running is not None else Campaign("")).timezone


def _time(text: str, zone: str) -> int:
    """Milliseconds since the epoch, written so or in ISO 8601."""
    if text.isascii() and text.isdigit():
        when = int(text)
    else:
        try:
            moment = datetime.fromisoformat(text)
            moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=ZoneInfo(zone))
            when = int(moment.timestamp() * 1000)
        except (ValueError, OverflowError) as error:
            raise Refused(Reason.BAD_PARAMETER, "callBackAt") from error
    if when > LATEST:
        raise Refused(Reason.BAD_PARAMETER, "callBackAt")
    return when


def _lead_call(turn: Turn, talked: Talked) -> LeadCall | None:
    contact = turn.world.contacts.get(talked.contact)
    call = attempts.call_of(turn, contact) if contact is not None else None
    return call if call is not None else talked.lead


def put(turn: Turn, at: Seat, said: Said, *, mine: bool) -> None:
    """It is noted; a lead whose talk is over already is settled anew."""
    talked, user = said.talked, at.user if mine and said.at else ""
    talked.owed = False
    turn.save(
        DispositionRow(
            call_no=talked.call_no,
            contact_id=talked.contact,
            user=at.user,
            project=talked.project,
            code=said.code.code,
            at=turn.at,
            note=said.note,
            call_back_at=said.at,
            call_back_user=user,
        )
    )
    call = _lead_call(turn, talked)
    if call is None:
        return
    call.code, call.call_back_at, call.call_back_user = said.code.code, said.at, user
    if call.ended_at:
        attempts.follow(turn, call)
