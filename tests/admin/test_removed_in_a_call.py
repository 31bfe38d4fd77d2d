"""Who is removed while in a call finishes it, and is signed out then."""

from __future__ import annotations

from callseat.client import Seat
from callseat.domain.world import Activity
from callseat.switch.simulated import outside
from tests.admin.server import PASSWORD, House, Person
from tests.support.waiting import until


async def test_a_user_removed_while_in_a_call_finishes_it(house: House, root: Person) -> None:
    world, network = house.app.engine.world, house.network
    async with Seat(house.app.address, "anna", PASSWORD):
        customer = outside.call_in(network, "4001", "13912345678")

        async def talking() -> bool:
            seat = world.seats["anna"]
            if seat.activity is Activity.RINGING:
                outside.pick_up(network, network.phones["1001"])
            return seat.activity is Activity.TALKING

        await until(talking)
        await root.ok("DELETE", "/users/anna")
        assert (await root.get("/users/anna")).status == 404
        assert world.seats["anna"].activity is Activity.TALKING
        (anna,) = (await root.ok("GET", "/seats/status?after=ann&limit=1"))["items"]
        assert (anna["user"], anna["status"], anna["pending"]) == ("anna", 5, 0)
        leg = network.legs[customer.leg]
        assert leg.talked
        outside.put_down(network, customer)

        async def gone() -> bool:
            return "anna" not in world.seats and not world.legs

        await until(gone)
    contact = await until(lambda: ended(root))
    assert contact["outcome"] == "answered"
    assert contact["released_by"] == "customer"
    refused = await house.nobody.ask("POST", "/tokens", {"user": "anna", "password": PASSWORD})
    assert refused.reason == "wrong_credentials"


async def ended(root: Person) -> dict[str, str] | None:
    found = (await root.ok("GET", "/contacts"))["items"]
    return found[0] if found and found[0]["ended_at"] else None
