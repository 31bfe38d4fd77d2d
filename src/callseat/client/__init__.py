"""The Python SDK: a seat's program logs in, gives commands and hears events.

    async with Seat.connect("ws://127.0.0.1:8080", "anna", "password") as seat:

        @seat.on("onRing")
        async def ringing(event):
            print("from", event["caller"])
            await seat.answer_call()

        await seat.ended()

It stands alone: nothing else of this package is needed on the seat's computer.
"""

from callseat.client.commands import Status
from callseat.client.errors import CallseatError, CannotConnect, NotConnected, Rejected, TimedOut
from callseat.client.event import Event
from callseat.client.seat import Seat

__all__ = [
    "CallseatError",
    "CannotConnect",
    "Event",
    "NotConnected",
    "Rejected",
    "Seat",
    "Status",
    "TimedOut",
]
