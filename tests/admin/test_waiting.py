"""Who waits at this moment, as a wallboard asks for it."""

from __future__ import annotations

from callseat.client import Seat
from callseat.switch.simulated import outside
from tests.admin.server import PASSWORD, House, Person
from tests.support.waiting import until


async def test_a_line_tells_how_many_wait_and_since_when(house: House, sue: Person) -> None:
    def of(lines: list[dict[str, int]], code: str) -> dict[str, int]:
        return next(one for one in lines if one["code"] == code)

    async def sales() -> dict[str, int]:
        return of((await sue.ok("GET", "/waiting"))["items"], "sales")

    assert await sales() == {
        "code": "sales", "name": "", "waiting": 0, "since": 0, "staff": 0, "ready": 0,
    }  # fmt: skip
    async with Seat(house.app.address, "anna", PASSWORD):

        async def signed_in() -> bool:
            found = await sales()
            return (found["staff"], found["ready"]) == (1, 1)

        await until(signed_in)
    before = house.app.now()
    first = outside.call_in(house.network, "4001", "13912345678")
    outside.call_in(house.network, "4001", "13912345679")

    async def two_wait() -> dict[str, int] | None:
        found = await sales()
        return found if found["waiting"] == 2 else None

    found = await until(two_wait)
    assert before <= found["since"] <= house.app.now()
    outside.put_down(house.network, first)

    async def one_waits() -> dict[str, int] | None:
        found = await sales()
        return found if found["waiting"] == 1 else None

    assert (await until(one_waits))["since"] >= found["since"]
