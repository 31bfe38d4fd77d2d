"""`callseat run`: the server, until a signal ends it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

import typer
import uvloop

from callseat.app import Callseat
from callseat.cli import logs
from callseat.cli.asterisk import install_with_progress
from callseat.cli.choices import LogLevel, LogLevelOption, SwitchKind, SwitchOption
from callseat.cli.output import say
from callseat.cli.root import settings_of
from callseat.cli.signals import Signals
from callseat.collector import Collector
from callseat.config import Settings
from callseat.domain.text import Text

CONNECT = Text(
    "clients connect to {address} (in a browser: {page})",
    "客户端连接地址 {address}（浏览器打开 {page}）",
)
STOPPING = Text(
    "stopping: no new calls and logins; a second signal ends what is left at once",
    "正在停止：不再接受新的来话和登录；再发一次信号则立即结束剩余通话",
)
LATE = Text(
    "{calls} calls still run after {wait} s: they are ended",
    "{wait} 秒后仍有 {calls} 通电话：予以结束",
)


def run_command(
    ctx: typer.Context,
    switch: SwitchOption = None,
    log_level: LogLevelOption = None,
) -> None:
    """Serve, until SIGTERM or Ctrl-C: calls may end then; a second signal ends them at once."""
    settings = _adjusted(settings_of(ctx), switch, log_level)
    logs.configure(settings.log)
    if settings.switch.kind == "asterisk":
        install_with_progress(settings.switch.program, language=settings.language)
    uvloop.run(serve(settings, progress_lines(settings.language)))


def progress_lines(language: str) -> Callable[[Text], None]:
    """Says each step with the seconds since the beginning."""
    began = time.monotonic()

    def tell(step: Text) -> None:
        # Nobody may be there any more to read it.
        with suppress(OSError):
            say(f"{time.monotonic() - began:6.2f} s  {step.of(language)}")

    return tell


async def serve(settings: Settings, tell: Callable[[Text], None]) -> None:
    """Start, wait for a signal, let calls end, stop. Raises what `Callseat.start` raises."""
    server = Callseat(settings)
    signals = Signals()
    starting = asyncio.create_task(server.start(tell))
    if not await signals.before(starting, 1):
        tell(Text("stopped while starting", "启动过程中已停止"))
        return
    try:
        collecting = asyncio.create_task(Collector(lambda: not server.engine.world.contacts).run())
        page = server.address.replace("ws", "http", 1).removesuffix("/ws")
        tell(CONNECT.format(address=server.address, page=page))
        await signals.count(1)
        tell(STOPPING)
        await _drain(server, signals, tell)
        collecting.cancel()
    finally:
        await server.stop()
    tell(Text("stopped", "已停止"))


async def _drain(server: Callseat, signals: Signals, tell: Callable[[Text], None]) -> None:
    wait = server.settings.server.shutdown_wait
    draining = asyncio.create_task(server.drain())
    try:
        async with asyncio.timeout(wait):
            if not await signals.before(draining, 2):
                tell(Text("second signal: calls are ended", "收到第二个信号：结束所有通话"))
    except TimeoutError:
        tell(LATE.format(calls=len(server.engine.world.contacts), wait=wait))


def _adjusted(settings: Settings, switch: SwitchKind | None, level: LogLevel | None) -> Settings:
    changes: dict[str, object] = {}
    if switch is not None:
        changes["switch"] = settings.switch.model_copy(update={"kind": switch.value})
    if level is not None:
        changes["log"] = settings.log.model_copy(update={"level": level.value})
    return settings.model_copy(update=changes)
