"""Make `.venv` beside this checkout and install the project with its pinned dependencies into it.

Uses nothing but the standard library and pip as the machine is configured. It is redone only when
the project's requirements change, and is safe when two callers start it at once. Where the
machine's Python comes without pip (a bare Debian), pip's wheel is fetched through apt into a
private folder: no root, no change to the system.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("CALLSEAT_VENV", ROOT / ".venv"))
CACHE = ROOT / ".cache" / "bootstrap"
DECLARED_IN = ("pyproject.toml", "constraints.txt", "tools/bootstrap.py")
BUILD_BACKEND = ("hatchling", "editables")
OLDEST = (3, 11)


class BootstrapError(Exception):
    """A step failed; the message says what to do."""


def main() -> int:
    """Bring the environment up to date; 1 with a sentence when that fails."""
    if sys.version_info < OLDEST:
        version = ".".join(map(str, OLDEST))
        return _fail(f"Python {version} or newer is needed; set PYTHON=/path/to/python3.")
    if _is_current():
        return 0
    try:
        with _alone():
            if not _is_current():
                _prepare()
    except BootstrapError as error:
        return _fail(str(error))
    return 0


def _prepare() -> None:
    started = time.monotonic()
    print("Preparing .venv (needed once, and when requirements change)", flush=True)
    _stamp_file().unlink(missing_ok=True)
    if not _works([_python(), "-m", "pip", "--version"]):
        _create()
    constraints = str(ROOT / "constraints.txt")
    _pip("install", "-c", constraints, *BUILD_BACKEND)
    _pip("install", "--no-build-isolation", "-c", constraints, "-e", f"{ROOT}[dev]")
    _stamp_file().write_text(_stamp(), encoding="utf-8")
    print(f"Prepared .venv in {time.monotonic() - started:.0f} s", flush=True)


# --- when is it current ---


def _stamp_file() -> Path:
    return VENV / "callseat-stamp"


def _stamp() -> str:
    digest = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for name in DECLARED_IN:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _is_current() -> bool:
    stamp = _stamp_file()
    return stamp.exists() and stamp.read_text(encoding="utf-8") == _stamp()


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the checkout's lock: a second caller waits, then finds the work done."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- the environment, with pip in it ---


def _python() -> str:
    return str(VENV / "bin" / "python")


def _create() -> None:
    if _works([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        return
    _run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)])
    wheel = str(_pip_wheel())
    # A wheel is a zip file: pip runs from inside it and installs itself.
    _run([_python(), f"{wheel}/pip", "install", "--no-index", "--no-deps", wheel])


def _pip_wheel() -> Path:
    """pip as a wheel: the machine's own, else from the package python3-pip-whl."""
    unpacked = CACHE / "pip"
    for folder in (Path("/usr/share/python-wheels"), unpacked / "usr/share/python-wheels"):
        if found := sorted(folder.glob("pip-*.whl")):
            return found[-1]
    _unpack("python3-pip-whl", unpacked)
    return sorted(unpacked.glob("usr/share/python-wheels/pip-*.whl"))[-1]


def _unpack(package: str, folder: Path) -> None:
    """Download a Debian package and unpack it into `folder`, without installing it."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise BootstrapError("This Python has no pip. Install Python's venv and pip, then retry.")
    print("  This Python comes without pip: fetching it through apt", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    if not _works(["apt-get", "-qq", *_private_apt(False), "download", package], folder):
        _run(["apt-get", "-qq", *_private_apt(True), "update"], folder)
        _run(["apt-get", "-qq", *_private_apt(True), "download", package], folder)
    for archive in sorted(folder.glob("*.deb")):
        _run(["dpkg-deb", "-x", str(archive), str(folder)])


def _private_apt(own_lists: bool) -> list[str]:
    """apt's options for working in our folder: with the machine's package lists or with our own."""
    state = CACHE / "apt"
    for name in ("lists/partial", "cache/archives/partial"):
        (state / name).mkdir(parents=True, exist_ok=True)
    (state / "status").touch()
    settings = [f"Dir::Cache={state}/cache", "APT::Sandbox::User="]
    if own_lists:
        settings += [f"Dir::State={state}", f"Dir::State::status={state}/status"]
    return [word for setting in settings for word in ("-o", setting)]


# --- running ---


def _environment() -> dict[str, str]:
    return os.environ | {
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "PIP_USER": "0",
        "PYTHONNOUSERSITE": "1",
    }


def _works(command: list[str], folder: Path = ROOT) -> bool:
    try:
        _run(command, folder)
    except BootstrapError:
        return False
    return True


def _run(command: list[str], folder: Path = ROOT) -> None:
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    except OSError as error:
        raise BootstrapError(f"{command[0]}: {error.strerror}") from error
    if done.returncode:
        raise BootstrapError(f"{' '.join(command)}\n{done.stdout}")


def _pip(*arguments: str) -> None:
    """Run pip; on a terminal one line tells what it is doing, its full words only if it fails."""
    command = [_python(), "-m", "pip", *arguments, "--progress-bar", "off"]
    words: list[str] = []
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=pipe,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        for line in process.stdout or ():
            words.append(line)
            _show(line.strip())
    _show("")
    if process.returncode:
        raise BootstrapError(f"pip could not install the requirements:\n{''.join(words[-40:])}")


def _show(words: str) -> None:
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns - 3
        print(f"\r\x1b[2K  {words[:width]}" if words else "\r\x1b[2K", end="", flush=True)


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
