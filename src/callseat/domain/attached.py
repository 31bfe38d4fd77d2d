"""What seats attach to a contact: short texts by key, which go with it wherever it goes."""

from __future__ import annotations

import json
import re

from callseat.domain.errors import Reason, Refused
from callseat.domain.rows import ContactDataRow
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Seat

KEY = re.compile(r"[\w.-]{1,64}")
LONGEST = 4096  # bytes of a value
MOST = 32  # keys of a contact
MOST_BYTES = 32 * 1024  # of all keys and values as JSON: they travel in one onRing


def contact_of(turn: Turn, at: Seat) -> Contact:
    """The contact that the seat has a part of. Refused `no_call`."""
    part = at.part or next(iter(at.parts.values()), None)
    contact = turn.world.contacts.get(part.contact) if part is not None else None
    if contact is None:
        raise Refused(Reason.NO_CALL)
    return contact


def attach(turn: Turn, contact: Contact, key: str, value: str) -> None:
    """Refused `bad_parameter`: no key, too long, or too many; `too_much_data`: all together."""
    if not KEY.fullmatch(key):
        raise Refused(Reason.BAD_PARAMETER, "key")
    full = key not in contact.data and len(contact.data) >= MOST
    if len(value.encode("utf-8", "surrogatepass")) > LONGEST or (value and full):
        raise Refused(Reason.BAD_PARAMETER, "value")
    if value and size(contact.data | {key: value}) > MOST_BYTES:
        raise Refused(Reason.TOO_MUCH_DATA, "value")
    if value:
        contact.data[key] = value
    else:
        contact.data.pop(key, None)
    turn.save(ContactDataRow(contact.id, key, value))


def size(data: dict[str, str]) -> int:
    """Bytes of the data as JSON: signs that must be escaped there count as often."""
    return len(json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"))
