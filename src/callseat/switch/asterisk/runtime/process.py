"""One Asterisk, started or adopted, watched, started again when it ends, and stopped.

It runs in a session of its own: calls outlive our server, which adopts it when it comes back.
"""

import asyncio
import contextlib
import fcntl
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Literal

import structlog

from .configuration import Plan, fingerprint, render_configuration, write_configuration
from .console import environment, run_console
from .errors import AlreadyRunningError, StartFailedError, SwitchRuntimeError
from .identity import ProcessHandle, ProcessRecord, is_alive, load_record, start_time
from .log_follower import LogFollower
from .ports import check_ports
from .readiness import answers_with_our_secret, wait_ready

READY_WITHIN = 30.0
STOP_WITHIN = 5.0
FIRST_DELAY, LONGEST_DELAY = 0.2, 30.0
"""Seconds before a restart: doubled each time, back to the first after a minute's good run."""
GOOD_RUN = 60.0

log = structlog.get_logger(__name__)
_left_running: list[subprocess.Popen[bytes]] = []
"""Children that were left alone on purpose: kept, so that their finaliser does not complain."""


@dataclass(frozen=True, slots=True)
class ProcessNotice:
    """Told to the owner. After `ready`, objects made through ARI must be made anew."""

    state: Literal["ready", "exited", "failed"]
    """`exited`: it ended by itself and will be restarted; `failed`: a restart did not work."""
    text: str


class AsteriskProcess:
    """The Asterisk of one run folder."""

    def __init__(
        self, plan: Plan, notify: Callable[[ProcessNotice], None] = lambda _notice: None
    ) -> None:
        self.plan = plan
        self.adopted = False
        """Whether `start` found it running."""
        self._notify = notify
        self._lock: IO[str] | None = None
        self._child: subprocess.Popen[bytes] | None = None
        self._handle: ProcessHandle | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._follower: LogFollower | None = None

    @property
    def number(self) -> int | None:
        """The process number while it runs."""
        return None if self._handle is None or self._handle.ended else self._handle.number

    async def start(self) -> None:
        """Adopt the folder's Asterisk or start one; return when it is ready, and supervise it.

        Raises AlreadyRunningError, PortInUseError, StartFailedError or another
        SwitchRuntimeError; nothing is left running then.
        """
        texts = render_configuration(self.plan)
        self._take_lock()
        try:
            self.adopted = await self._adopt(fingerprint(texts))
            if not self.adopted:
                await asyncio.to_thread(write_configuration, self.plan.folder, texts)
                await self._launch(fingerprint(texts))
        except BaseException:
            await self.stop()
            raise
        self._tasks = [asyncio.create_task(self._supervise(fingerprint(texts)))]
        if self._follower is not None:
            self._tasks.append(asyncio.create_task(self._follower.run()))

    async def stop(self, drain: float = 0.0) -> None:
        """End it: let calls finish for `drain` seconds, then at once, then by signals."""
        await self._end_tasks()
        handle = self._handle
        if handle is not None and not handle.ended:
            await self._end(handle, drain)
        self._forget()

    async def detach(self) -> None:
        """Leave it running, with its calls, for the next start of our server to adopt."""
        await self._end_tasks()
        if self._handle is not None:
            self._handle.close()
        if self._child is not None:
            _left_running.append(self._child)
        self._forget()

    async def console(self, command: str) -> str:
        """What a console command prints. Raises SwitchRuntimeError when it cannot be reached."""
        return await run_console(self.plan.installation, self.plan.folder, command)

    def _take_lock(self) -> None:
        file = self.plan.folder.lock_file.open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise AlreadyRunningError(
                f"another Callseat process uses the run folder {self.plan.folder.root}: "
                "stop it, or choose another run folder"
            ) from None
        self._lock = file

    async def _adopt(self, configuration: str) -> bool:
        record = load_record(self.plan.folder.process_file)
        if record is None or not is_alive(record, str(self.plan.folder.main_file.absolute())):
            return False
        with contextlib.suppress(ProcessLookupError):
            handle = ProcessHandle(record.number)
            if not handle.ended and await self._is_usable(record, configuration):
                self._watch(handle)
                log.info("asterisk adopted", number=record.number)
                return True
            log.warning("asterisk of an earlier run is replaced", number=record.number)
            await self._end(handle, 0.0)
        return False

    async def _is_usable(self, record: ProcessRecord, configuration: str) -> bool:
        return record.configuration == configuration and await answers_with_our_secret(self.plan)

    async def _launch(self, configuration: str) -> None:
        check_ports(self.plan.settings)
        folder, started = self.plan.folder, time.monotonic()
        command = [*self.plan.installation.command, "-C", str(folder.main_file.absolute()), "-f"]
        with folder.output_file.open("w") as output:
            self._child = subprocess.Popen(  # noqa: ASYNC220 - returns after the fork
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=folder.root,
                env=environment(self.plan.installation),
                start_new_session=True,
                umask=0o077,
            )
        number = self._child.pid
        ProcessRecord(number, start_time(number) or 0, configuration).save(folder.process_file)
        self._watch(ProcessHandle(number))
        await self._wait_ready()
        log.info("asterisk ready", number=number, seconds=round(time.monotonic() - started, 2))

    def _watch(self, handle: ProcessHandle) -> None:
        self._handle = handle
        if self._follower is None:
            self._follower = LogFollower(
                self.plan.folder.log_file, self.plan.settings.log_limit, self._rotate
            )

    async def _wait_ready(self) -> None:
        assert self._handle is not None  # noqa: S101 - set by _watch
        try:
            await wait_ready(self.plan, self._handle, READY_WITHIN)
        except StartFailedError:
            if not self._handle.ended:
                await self._end(self._handle, 0.0)
            self._reap()
            raise

    async def _rotate(self) -> None:
        with contextlib.suppress(SwitchRuntimeError):
            await self.console("logger rotate")

    async def _supervise(self, configuration: str) -> None:
        failures = 0
        while self._handle is not None:
            began = time.monotonic()
            await self._handle.wait()
            failures = 0 if time.monotonic() - began > GOOD_RUN else failures
            self._tell("exited", f"Asterisk ended: {self._reap()}")
            while not await self._restart(configuration, failures):
                failures += 1
            failures += 1

    async def _restart(self, configuration: str, failures: int) -> bool:
        await asyncio.sleep(min(LONGEST_DELAY, FIRST_DELAY * 2 ** min(failures, 16)))
        try:
            await self._launch(configuration)
        except (SwitchRuntimeError, OSError) as error:
            self._tell("failed", str(error))
            return False
        self._tell("ready", "Asterisk runs again")
        return True

    def _tell(self, state: Literal["ready", "exited", "failed"], text: str) -> None:
        (log.info if state == "ready" else log.error)("asterisk " + state, cause=text)
        self._notify(ProcessNotice(state, text))

    def _reap(self) -> str:
        """Collect a dead child, so that no zombie stays; say how it ended."""
        if self._child is None:
            return "the adopted process is gone"
        code = self._child.wait()
        self._child = None
        return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"

    async def _end(self, handle: ProcessHandle, drain: float) -> None:
        if drain > 0:
            await self._ask("core stop gracefully")
            if await handle.wait(drain):
                return
        await self._ask("core stop now")
        for step in (None, signal.SIGTERM, signal.SIGKILL):
            if step is not None:
                handle.send(step)
            if await handle.wait(STOP_WITHIN):
                return

    async def _ask(self, command: str) -> None:
        with contextlib.suppress(SwitchRuntimeError):
            await self.console(command)

    async def _end_tasks(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    def _forget(self) -> None:
        if self._child is not None and self._handle is not None and self._handle.ended:
            self._reap()
        if self._handle is not None and self._handle.ended:
            self.plan.folder.process_file.unlink(missing_ok=True)
        if self._follower is not None:
            self._follower.close()
        if self._lock is not None:
            self._lock.close()
        self._handle = self._follower = self._lock = None
