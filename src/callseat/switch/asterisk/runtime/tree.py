"""Programs of a Debian suite in a private folder: no root, nothing of the system touched.

A tree is built once, kept per user, and used by every later run and every other process.
It is asked for by a `Recipe` and knows nothing of what its programs do.
"""

import contextlib
import fcntl
import json
import os
import platform
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .apt import OWN_SUITE, Apt, Archive, architecture
from .errors import TreeError
from .unpack import unpack

_GROWTH = 5
"""Bytes on disk while building per byte of package files (measured: 4.3 with Asterisk)."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Which packages of which suite, and how to see that they work."""

    packages: tuple[str, ...]
    """The first one gives the tree its name and version."""
    program: str
    """Path inside the tree of a program that must start, such as usr/sbin/asterisk."""
    suite: str = OWN_SUITE
    version_option: str = "--version"
    exit_code: int = 0
    """With which the program ends when it has told its version."""


@dataclass(frozen=True, slots=True)
class Step:
    """Progress: what is being done, and how much of it (0 to 1)."""

    stage: str
    """`waiting`, `index`, `download`, `unpack` or `check`."""
    share: float


Progress = Callable[[Step], None]


def ignore_progress(_step: Step) -> None:
    """For callers that show nothing."""


@dataclass(frozen=True, slots=True)
class DebianTree:
    """A finished tree."""

    root: Path
    version: str
    """Debian version of the recipe's first package, without its epoch."""

    @property
    def libraries(self) -> Path:
        """The architecture's library folder."""
        return self.root / "usr" / "lib" / triplet()

    def library_path(self) -> str:
        """All library folders of the tree, colon-separated."""
        legacy = self.root / "usr" / "lib"
        # Those of PulseAudio are found by an absolute path, which leads out of the tree.
        return f"{self.libraries}:{self.libraries / 'pulseaudio'}:{legacy}"

    def program(self, path: str) -> list[str]:
        """The words that start a program of the tree with the tree's own loader and libraries.

        `path` is inside the tree, such as usr/sbin/asterisk. Raises TreeError if it is absent.
        """
        target = self.root / path
        if not target.exists():
            raise TreeError(f"{path} is not in the tree: remove {self.root.parent} and try again")
        loaders = sorted(self.libraries.glob("ld-linux-*.so.*"))
        if not loaders:
            raise TreeError(f"the tree has no loader: remove {self.root.parent} and try again")
        return [str(loaders[0]), "--library-path", self.library_path(), str(target)]

    def environment(self) -> dict[str, str]:
        """Variables for a program of the machine's own suite that starts others by itself
        (initdb starts postgres): such a one runs with the system's loader."""
        return {
            "LD_LIBRARY_PATH": self.library_path(),
            "PATH": f"{self.root / 'usr/bin'}:{os.environ.get('PATH', '')}",
        }


def cache_folder() -> Path:
    """CALLSEAT_CACHE, else `callseat` in XDG_CACHE_HOME, else in ~/.cache."""
    given = os.environ.get("CALLSEAT_CACHE")
    if given:
        return Path(given).expanduser().absolute()
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "callseat"


def triplet() -> str:
    """GNU's name of the architecture, as Debian's library folder has it."""
    return f"{platform.machine()}-linux-gnu"


def installed(recipe: Recipe, cache: Path | None = None) -> DebianTree | None:
    """The newest finished tree of the recipe; None when there is none. Asks no network."""
    found = []
    for stamp in _home(recipe, cache).glob("trees/*/complete.json"):
        facts = json.loads(stamp.read_text())
        if facts["packages"] == list(recipe.packages):
            found.append((facts["finished"], DebianTree(stamp.parent / "root", facts["version"])))
    return max(found, key=lambda one: one[0])[1] if found else None


def install(
    recipe: Recipe,
    progress: Progress = ignore_progress,
    *,
    cache: Path | None = None,
    mirror: str = "",
    refresh: bool = False,
) -> DebianTree:
    """The recipe's tree, built if there is none (or with `refresh`, if the suite has a newer).

    `mirror` falls back to CALLSEAT_DEBIAN_MIRROR, then to the machine's own. Two processes at
    once share one download; a broken-off one is continued. Raises TreeError.
    """
    home = _home(recipe, cache)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with _locked(home / "lock", progress):
            there = installed(recipe, cache)
            if there is not None and not refresh:
                return there
            apt = Apt(home / "apt", recipe.suite, mirror or os.environ.get(_MIRROR, ""))
            return _build(recipe, home, apt, progress)
    except OSError as error:
        raise TreeError(
            f"{home} cannot be written ({error.strerror}): free some space there, or set "
            "CALLSEAT_CACHE to another folder"
        ) from error


_MIRROR = "CALLSEAT_DEBIAN_MIRROR"


def _home(recipe: Recipe, cache: Path | None) -> Path:
    suite = recipe.suite or "own"
    return (cache or cache_folder()) / "debian" / f"{suite}-{platform.machine()}"


@contextlib.contextmanager
def _locked(path: Path, progress: Progress) -> Iterator[None]:
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress(Step("waiting", 0))
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _build(recipe: Recipe, home: Path, apt: Apt, progress: Progress) -> DebianTree:
    apt.prepare()
    progress(Step("index", 0))
    apt.update()
    archives = apt.wanted(recipe.packages)
    version = {one.package: one.version for one in archives}[recipe.packages[0]]
    folder = home / "trees" / _folder_name(recipe, version)
    tree = DebianTree(folder / "root", version)
    if (folder / "complete.json").exists():
        return tree
    _check_space(home, archives)
    apt.download(recipe.packages, lambda share: progress(Step("download", share)))
    unpack(apt.archives, archives, folder, lambda share: progress(Step("unpack", share)))
    progress(Step("check", 0))
    _check_program(tree, recipe)
    _finish(folder, recipe, version)
    apt.clean()
    return tree


def _folder_name(recipe: Recipe, version: str) -> str:
    return f"{'+'.join(recipe.packages)}_{version}".replace("/", "_")[:120]


def _check_space(home: Path, archives: list[Archive]) -> None:
    needed = _GROWTH * sum(one.size for one in archives)
    free = shutil.disk_usage(home).free
    if free < needed:
        raise TreeError(
            f"{needed // 2**20} MiB are needed in {home} and {free // 2**20} are free: free some "
            "space there, or set CALLSEAT_CACHE to another folder"
        )


def _check_program(tree: DebianTree, recipe: Recipe) -> None:
    done = subprocess.run(
        [*tree.program(recipe.program), recipe.version_option],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    if done.returncode != recipe.exit_code or not done.stdout.strip():
        raise TreeError(
            f"{recipe.program} was unpacked but does not start here "
            f"({done.stderr.strip()[-200:] or 'it prints no version'})"
        )


def _finish(folder: Path, recipe: Recipe, version: str) -> None:
    facts = {
        "packages": list(recipe.packages),
        "version": version,
        "suite": recipe.suite,
        "architecture": architecture(),
        "finished": (folder / "root").stat().st_ctime,
    }
    temporary = folder / "complete.new"
    temporary.write_text(json.dumps(facts))
    temporary.replace(folder / "complete.json")
