"""Seats: extensions with their telephones, and what those who work there do now."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Annotated

from fastapi import Query

from callseat.admin.caller import By
from callseat.admin.models.common import CodeOrNone, Extension, Page
from callseat.admin.models.people import Forwarding, PhoneSecret, SeatShown, SeatStatus
from callseat.admin.routes.common import After, Found, Limit, only, page, protected
from callseat.admin.services import Of
from callseat.domain.directory import Account
from callseat.domain.seat import pending_of, status_of
from callseat.domain.world import Seat

router = protected("seats")


@router.get("/seats", operation_id="listSeats", response_model=Page[SeatShown])
async def list_seats(
    services: Of, by: By, after: After = "", limit: Limit = 100
) -> Found[SeatShown]:
    """The extensions in the caller's scope, with the accounts that work there."""
    accounts = [one.account for one in await services.directory.accounts.every()]
    seats = _seats((one for one in accounts if by.sees(one)), services.world().phones)
    return page(seats, attrgetter("extension"), after, limit)


@router.get("/seats/status", operation_id="listStatus", response_model=Page[SeatStatus])
async def list_status(
    services: Of,
    by: By,
    group: Annotated[CodeOrNone, Query(description="Of this group alone.")] = "",
    after: After = "",
    limit: Limit = 1000,
) -> Found[SeatStatus]:
    """What the seats in the caller's scope do at this moment, by user name."""
    seats = [one for one in services.world().seats.values() if by.sees(one.account)]
    wanted = [one for one in seats if not group or one.account.group == group]
    found = page(wanted, attrgetter("user"), after, limit)
    return Found([_status(one) for one in found.items], found.next)


@router.post("/seats/{extension}/secret", operation_id="renewPhoneSecret", status_code=201)
async def renew_secret(extension: Extension, services: Of, by: By) -> PhoneSecret:
    """A new secret for a seat's telephone, shown only now; with the old one it works no longer."""
    async with services.change(by.user) as directory:
        await directory.accounts.new_phone_secret(extension)
        phones = await directory.phones()
    phone = only(phones, attrgetter("extension"), extension)
    return PhoneSecret(extension=extension, secret=phone.secret)


@router.get("/seats/{extension}/forwarding", operation_id="getForwarding")
async def get_forwarding(extension: Extension, services: Of, by: By) -> Forwarding:
    """Where direct calls to the extension are sent on to."""
    del by
    slots = await services.directory.forwardings.get(extension)
    return Forwarding(always=slots.always, busy=slots.busy)


@router.put("/seats/{extension}/forwarding", operation_id="setForwarding")
async def set_forwarding(
    extension: Extension, body: Forwarding, services: Of, by: By
) -> Forwarding:
    """Send direct calls on, or end it; what the seat itself sets later comes in its place."""
    async with services.change(by.user) as directory:
        await directory.forwardings.set(extension, body.always, body.busy)
    return body


def _seats(accounts: Iterable[Account], reachable: dict[str, None]) -> list[SeatShown]:
    users: dict[str, list[str]] = {}
    for account in accounts:
        if account.extension:
            users.setdefault(account.extension, []).append(account.user)
    return [
        SeatShown(extension=extension, users=names, reachable=extension in reachable)
        for extension, names in users.items()
    ]


def _status(seat: Seat) -> SeatStatus:
    return SeatStatus(
        user=seat.user,
        name=seat.account.name,
        extension=seat.extension,
        group=seat.account.group,
        status=int(status_of(seat)),
        since=seat.interval.since,
        pending=None if (pending := pending_of(seat)) is None else int(pending),
        cause=seat.interval.cause,
        reachable=seat.reachable,
        calls=seat.calls,
    )
