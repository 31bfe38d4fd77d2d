"""The database, opened for one command. A running server notices changes within a second."""

from __future__ import annotations

import asyncio
import getpass
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import typer
from sqlalchemy.ext.asyncio import AsyncEngine

from callseat import sounds
from callseat.app import add_sounds
from callseat.cli.root import settings_of
from callseat.config import Settings
from callseat.store.audit import acting
from callseat.store.directory import DirectoryStore
from callseat.store.pages import RecordPages
from callseat.store.records import RecordReader
from callseat.store.store import open_database

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Opened:
    settings: Settings
    engine: AsyncEngine
    directory: DirectoryStore
    records: RecordReader
    pages: RecordPages


def work(ctx: typer.Context, what: Callable[[Opened], Awaitable[T]]) -> T:
    """Do it with the database open. Raises StoreError, DirectoryError among them."""
    return asyncio.run(_work(settings_of(ctx), what))


async def _work(settings: Settings, what: Callable[[Opened], Awaitable[T]]) -> T:
    engine = await open_database(settings.store.url, settings.data, lambda _step: None)
    try:
        directory = DirectoryStore(engine)
        await add_sounds(directory, sounds.library(settings.language))
        with acting(f"cli:{_system_user()}"):
            return await what(
                Opened(settings, engine, directory, RecordReader(engine), RecordPages(engine))
            )
    finally:
        directory.accounts.passwords.close()
        await engine.dispose()


def _system_user() -> str:
    """Who works on the command line, for the audit."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a number without a name, as in some containers
        return str(os.getuid())
