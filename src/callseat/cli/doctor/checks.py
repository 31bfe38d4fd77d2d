"""Checks that start nothing and change nothing."""

from __future__ import annotations

import asyncio
import ctypes
import fcntl
import os
import shutil
import socket
import time
from pathlib import Path

from callseat.cli.doctor.finding import Finding, failed, ok, skipped, warning
from callseat.config import Settings
from callseat.store.errors import StoreError
from callseat.store.look import look_at
from callseat.switch.asterisk.runtime.errors import PortInUseError, SwitchRuntimeError
from callseat.switch.asterisk.runtime.find import find_installed
from callseat.switch.asterisk.runtime.modules import MODULES
from callseat.switch.asterisk.runtime.ports import check_port, check_ports
from callseat.switch.asterisk.runtime.settings import AsteriskSettings

INSTALL = "Run `callseat asterisk install`, or name one as program in [switch] of the settings."
LEAST_FREE, LITTLE_FREE = 1.0, 5.0
"""GB."""
HOUR_OF_TALK = 0.115
"""GB: two channels of 16 bit at 8 kHz."""
PORTS_PER_CALL = 4
"""Two legs with RTP and RTCP each."""
CLOCK_SPAN, CLOCK_JUMP = 0.5, 0.05
"""Seconds."""
TIME_ERROR = 5
"""What adjtimex(2) returns when no time server corrects the clock."""


async def asterisk(settings: Settings) -> Finding:
    """Is there one that may be run?"""
    if settings.switch.kind == "simulated":
        return skipped("Asterisk", "the settings choose the simulated switch")
    try:
        found = await asyncio.to_thread(find_installed, settings.switch.program)
    except SwitchRuntimeError as trouble:
        return failed("Asterisk", trouble, INSTALL)
    if found is None:
        return failed("Asterisk", "there is none on this machine", INSTALL)
    where = {"settings": "given by settings", "path": "on PATH", "tree": "in the private tree"}
    return ok("Asterisk", f"{found.version}, {where[found.origin]}")


async def modules(settings: Settings) -> Finding:
    """Does it have all the modules that we load?"""
    try:
        found = await asyncio.to_thread(find_installed, settings.switch.program)
    except SwitchRuntimeError:
        found = None
    if found is None or settings.switch.kind == "simulated":
        return skipped("modules", "no Asterisk to look at")
    missing = [name for name in MODULES if not (found.modules / f"{name}.so").exists()]
    if missing:
        what = f"{len(missing)} of {len(MODULES)} are missing: {', '.join(missing)}"
        return failed("modules", what, f"Install Asterisk with all its modules. {INSTALL}")
    return ok("modules", f"all {len(MODULES)} are there")


async def ports(settings: Settings) -> Finding:
    """Are the ports free that `callseat run` takes, unless a server runs that has them?"""
    if _server_runs(settings.data):
        return ok("ports", "a server runs in this data folder and has them")
    server, switch = settings.server, settings.switch
    advice = "Stop the program that has the port, or choose another one in the settings."
    try:
        check_port("server.port", server.host, server.port, socket.SOCK_STREAM)
        if switch.kind == "asterisk":
            check_port("switch.ari_port", "127.0.0.1", switch.ari_port, socket.SOCK_STREAM)
            check_ports(
                AsteriskSettings(
                    sip_address=switch.sip_host,
                    sip_port=switch.sip_port,
                    http_port=switch.http_port,
                    manager_port=switch.ami_port,
                )
            )
    except PortInUseError as trouble:
        return failed("ports", trouble, advice)
    room = (switch.rtp_last - switch.rtp_first + 1) // PORTS_PER_CALL
    if room < 1:
        return failed("ports", "rtp_last is not above rtp_first", "Correct [switch].")
    if switch.kind == "simulated":
        return ok("ports", f"{server.port} is free")
    return ok("ports", f"{server.port} and SIP {switch.sip_port} are free; sound for {room} calls")


def _server_runs(data: Path) -> bool:
    """Whether a server holds the lock of this data folder."""
    try:
        with (data / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


async def database(settings: Settings) -> Finding:
    """Can it be reached, is its schema ours, can it be written?"""
    advice = "Correct [store] of the settings, or start the database; the cause is above."
    try:
        found = await look_at(settings.store.url, settings.data)
    except StoreError as trouble:
        return failed("database", trouble, advice)
    if found.current is None:
        return ok("database", f"{found.address}: empty, `callseat run` makes the schema")
    if found.current != found.newest:
        what = f"{found.address}: schema {found.current}, this version brings {found.newest}"
        return warning("database", what, "The next `callseat run` updates it; back it up before.")
    return ok("database", f"{found.address}: schema {found.current}, can be written")


async def clock(_settings: Settings) -> Finding:
    """Does the time of day go evenly, and does a time server correct it?"""
    before = time.time() - time.monotonic()
    await asyncio.sleep(CLOCK_SPAN)
    jump = time.time() - time.monotonic() - before
    advice = "Run a time service (chrony, systemd-timesyncd): records carry the time of day."
    if abs(jump) > CLOCK_JUMP:
        return failed("clock", f"it moved by {jump:.2f} s within {CLOCK_SPAN} s", advice)
    corrected = _corrected()
    if corrected is False:
        return warning("clock", "goes evenly, but no time server corrects it", advice)
    return ok("clock", "goes evenly" + (", corrected by a time server" if corrected else ""))


def _corrected() -> bool | None:
    """Whether the kernel's clock is kept right; None where that cannot be asked."""
    adjust = getattr(ctypes.CDLL(None), "adjtimex", None)
    if adjust is None:
        return None
    state: int = adjust(ctypes.create_string_buffer(512))  # struct timex; all zero: only ask
    return None if state < 0 else state != TIME_ERROR


async def disk(settings: Settings) -> Finding:
    """Is there room for recordings, and may we write?"""
    folder = settings.data
    while not folder.exists():
        folder = folder.parent
    if not os.access(folder, os.W_OK):
        advice = "Give this user the right to it, or set data to another folder."
        return failed("disk", f"{folder} cannot be written", advice)
    free = shutil.disk_usage(folder).free / 1e9
    found = f"{free:.1f} GB free in {folder}, {free / HOUR_OF_TALK:.0f} hours of recorded talk"
    advice = "Make room, or set data to a folder on a larger disk."
    if free < LEAST_FREE:
        return failed("disk", found, advice)
    return warning("disk", found, advice) if free < LITTLE_FREE else ok("disk", found)
