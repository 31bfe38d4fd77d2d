"""A seat that shows who is calling, answers, and ends its paper work when the call is over."""

import asyncio
import os

from callseat.client import Event, Seat


async def main() -> None:
    async with Seat.connect(os.environ["CALLSEAT_URL"], "anna", os.environ["PASSWORD"]) as seat:

        @seat.on("onRing")
        async def show(event: Event) -> None:
            print("customer", event["caller"], "called", event["callee"])
            await seat.answer_call()

        @seat.on("onOffTalk")
        async def file_away(event: Event) -> None:
            print("call", event["callNo"], "is over")
            await seat.work_free()

        await seat.ended()


asyncio.run(main())
