"""A real PostgreSQL for tests: the machine's own, or else one of a private Debian tree.

It listens on a Unix socket in a temporary folder only, so nothing can collide, and is not root:
PostgreSQL refuses to be.
"""

import atexit
import functools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

DEADLINE = 60.0
# Those of the Debian suites from bookworm on; each suite has one.
VERSIONS = (15, 17, 18)
# Safe against a crash of the server, not of the machine.
_QUICK = ("fsync=off", "full_page_writes=off")


@dataclass(frozen=True)
class Programs:
    """Where `initdb` and `postgres` are, and the variables they need."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)


class PostgresServer:
    """One server with its data in `folder`; it may be stopped and started again."""

    def __init__(self, folder: Path, programs: Programs) -> None:
        self._folder = folder
        self._programs = programs
        self._process: subprocess.Popen[bytes] | None = None
        self._run("initdb", "-D", str(self._data), "-U", "callseat", "-A", "trust", "-E", "UTF8",
                  "--no-locale", "--no-sync")  # fmt: skip

    def start(self) -> None:
        options = [
            f"unix_socket_directories={self._folder}",
            "listen_addresses=",
            *_QUICK,
        ]
        words = [word for option in options for word in ("-c", option)]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs.folder / "postgres", "-D", self._data, *words],
                stdout=log,
                stderr=log,
                **self._as_whom(),
            )
        self._wait_until_ready()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT breaks off clients and closes, SIGQUIT is a crash."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(DEADLINE)
            self._process = None

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"test_{uuid.uuid4().hex}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self._address(name)

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _address(self, database: str) -> str:
        return f"postgresql://callseat@/{database}?host={self._folder}"

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [self._programs.folder / program, *words],
            check=True,
            stdout=subprocess.PIPE,
            timeout=DEADLINE,
            **self._as_whom(),
        )

    def _as_whom(self) -> dict:
        whom = {"cwd": self._folder, "env": os.environ | self._programs.environment}
        if os.getuid() == 0:
            user = _unprivileged()
            whom |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        return whom

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + DEADLINE
        while True:
            try:
                psycopg.connect(self._address("postgres")).close()
            except psycopg.OperationalError:
                log = (self._folder / "log").read_text(errors="replace")
                assert self._process.poll() is None, f"PostgreSQL ended at once: {log}"
                assert time.monotonic() < end, f"PostgreSQL is not ready: {log}"
                time.sleep(0.05)
            else:
                return


def new_server() -> Iterator[PostgresServer]:
    """A started server, stopped and removed at the end. For use by fixtures: `yield from`."""
    # A short path: the name of a Unix socket has at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="callseat-pg-"))
    server = None
    try:
        programs = find_programs()
        if os.getuid() == 0:
            os.chown(folder, _unprivileged().pw_uid, _unprivileged().pw_gid)
        server = PostgresServer(folder, programs)
        server.start()
        yield server
    finally:
        if server is not None:
            server.stop(signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The server all tests share, each with a database of its own."""
    yield from new_server()


@functools.cache
def find_programs() -> Programs:
    """The machine's PostgreSQL, else the one of a private tree, built if there is none."""
    newest_first = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name)
    )
    in_path = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep)]
    for place in [*newest_first, *in_path]:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return Programs((place / "postgres").resolve().parent)
    return programs_of_tree()


def programs_of_tree() -> Programs:
    """PostgreSQL of the machine's Debian suite, in a private tree."""
    from callseat.switch.asterisk.runtime.tree import DebianTree

    tree = _install_tree()
    if os.getuid() == 0:
        # The cache of root is closed to the user that PostgreSQL runs as.
        copy = Path(tempfile.mkdtemp(prefix="callseat-pg-tree-"))
        atexit.register(shutil.rmtree, copy, ignore_errors=True)
        copy.chmod(0o755)
        tree = DebianTree(shutil.copytree(tree.root, copy / "root", symlinks=True), tree.version)
    (folder,) = tree.root.glob("usr/lib/postgresql/*/bin")
    return Programs(folder, tree.environment())


def _install_tree() -> Any:
    from callseat.switch.asterisk.runtime.errors import TreeError
    from callseat.switch.asterisk.runtime.tree import Recipe, install

    for version in VERSIONS:
        recipe = Recipe((f"postgresql-{version}",), f"usr/lib/postgresql/{version}/bin/postgres")
        try:
            return install(recipe)
        except TreeError as error:
            refused = error
    raise refused


def _unprivileged() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")
