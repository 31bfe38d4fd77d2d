"""The signals that ask for an end, as something to wait for."""

from __future__ import annotations

import asyncio
import signal


class Signals:
    """Counts SIGINT, SIGTERM and, unless it is ignored (nohup), SIGHUP."""

    def __init__(self) -> None:
        self._count = 0
        self._change = asyncio.Condition()
        loop = asyncio.get_running_loop()
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(one) is signal.SIG_IGN:
                continue
            loop.add_signal_handler(one, self._heard)

    def _heard(self) -> None:
        self._count += 1
        self._telling = asyncio.ensure_future(self._tell())

    async def _tell(self) -> None:
        async with self._change:
            self._change.notify_all()

    async def count(self, number: int) -> None:
        """Wait until so many have come."""
        async with self._change:
            await self._change.wait_for(lambda: self._count >= number)

    async def before(self, work: asyncio.Task[None], number: int) -> bool:
        """Whether `work` is done before so many signals; else it is cancelled.

        Raises what it raises.
        """
        counting = asyncio.create_task(self.count(number))
        try:
            await asyncio.wait({work, counting}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                await work
                return True
            return False
        finally:
            for task in (work, counting):
                task.cancel()
            await asyncio.wait({work, counting})
