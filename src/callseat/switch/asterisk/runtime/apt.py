"""apt with a state of its own: it reads the machine's mirror and keys and changes nothing there.

Signatures and hashes are apt's to verify; unsigned repositories stay refused.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import TreeError

OWN_SUITE = ""
"""As a suite: the one that this machine runs."""
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
_CONFIGURATION = """\
#clear APT::Update;
#clear DPkg::Post-Invoke;
#clear APT::Architectures;
APT::Architectures {{ "{architecture}"; }};
APT::Default-Release "";
APT::Install-Recommends "false";
APT::Sandbox::User "";
APT::Color "false";
Acquire::Languages "none";
Acquire::Retries "3";
Dir::State "{root}";
Dir::State::lists "{root}/lists";
Dir::State::status "{root}/status";
Dir::State::extended_states "{root}/extended_states";
Dir::Cache "{root}/cache";
Dir::Cache::archives "{root}/cache/archives";
Dir::Log "{root}/log";
Dir::Etc::sourcelist "{root}/sources.list";
Dir::Etc::sourceparts "-";
Dir::Etc::preferences "-";
Dir::Etc::preferencesparts "-";
"""
"""Read after the machine's own configuration (apt.conf(5), `-c`): its proxy settings stay, its
hooks do not, since they would run against the machine's folders."""
_CAUSES = (
    ("No space left on device", "the disk is full: free some space and run this again"),
    ("Could not resolve", "the Debian mirror cannot be reached: go online and run this again"),
    ("Could not connect", "the Debian mirror cannot be reached: go online and run this again"),
    ("Unable to connect", "the Debian mirror cannot be reached: go online and run this again"),
    ("NO_PUBKEY", "the mirror's signature cannot be checked: install debian-archive-keyring"),
    ("is not signed", "the mirror's signature cannot be checked: install debian-archive-keyring"),
    ("does not have a Release file", "the mirror lacks this suite: set CALLSEAT_DEBIAN_MIRROR"),
    ("Unable to locate package", "the mirror's suite does not have a package that is needed"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Archive:
    """One package file that is to be fetched."""

    name: str
    """File name in the archives folder."""
    size: int

    @property
    def package(self) -> str:
        """The package's name."""
        return self.name.split("_", 1)[0]

    @property
    def version(self) -> str:
        """The version without its epoch: a colon in a path would cut a library path in two."""
        return self.name.split("_")[1].rpartition("%3a")[2]


class Apt:
    """A private apt in `root` for one suite."""

    def __init__(self, root: Path, suite: str, mirror: str = "") -> None:
        self._root = root
        self._suite = suite
        self._mirror = mirror

    @property
    def archives(self) -> Path:
        """Where package files are put."""
        return self._root / "cache" / "archives"

    def prepare(self) -> None:
        """Write configuration and source list. Raises TreeError without apt or mirror."""
        for name in ("apt-get", "dpkg", "dpkg-deb"):
            if shutil.which(name) is None:
                raise TreeError(
                    f"this machine has no {name}: install Asterisk by your system's packages, "
                    "or run Callseat in a Debian container"
                )
        for path in ("lists/partial", "cache/archives/partial", "cache/empty/partial", "log"):
            (self._root / path).mkdir(parents=True, exist_ok=True)
        (self._root / "status").touch()
        text = _CONFIGURATION.format(root=self._root, architecture=architecture())
        (self._root / "apt.conf").write_text(text)
        (self._root / "sources.list").write_text(self._source())

    def update(self) -> None:
        """Fetch the suite's index. Raises TreeError."""
        self._run("update", "--error-on=any")

    def wanted(self, packages: tuple[str, ...]) -> list[Archive]:
        """All package files that are needed, dependencies included. Raises TreeError."""
        # What is in the archives folder already would not be listed: show apt an empty one.
        empty = f"Dir::Cache::archives={self._root}/cache/empty"
        output = self._run("install", "--yes", "--print-uris", "-o", empty, *packages)
        found = re.findall(r"^'[^']+' (\S+) (\d+) ", output, re.MULTILINE)
        return [Archive(name, int(size)) for name, size in found]

    def download(self, packages: tuple[str, ...], progress: Callable[[float], None]) -> None:
        """Fetch what is missing; a broken-off file goes on where it stopped.

        `progress` is told the share done, 0 to 1. Raises TreeError.
        """
        words = self._words("install", "--yes", "--download-only", *packages)
        process = subprocess.Popen(
            [*words, "-o", "APT::Status-Fd=1"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        for percent in _percents(process.stdout):
            progress(percent / 100)
        errors = process.communicate()[1]
        if process.returncode != 0:
            raise _trouble(errors)

    def clean(self) -> None:
        """Drop the package files."""
        shutil.rmtree(self.archives, ignore_errors=True)

    def _source(self) -> str:
        suite = self._suite or machine_suite()
        mirror = self._mirror or machine_mirror()
        options = f"[signed-by={KEYRING}] " if KEYRING.exists() else ""
        if any(character in mirror for character in " \n\t[]"):
            raise TreeError("CALLSEAT_DEBIAN_MIRROR must be the address of a Debian mirror")
        return f"deb {options}{mirror} {suite} main\n"

    def _words(self, *words: str) -> list[str]:
        return ["apt-get", "-c", str(self._root / "apt.conf"), "--quiet", *words]

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            self._words(*words), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise _trouble(done.stderr)
        return done.stdout


def machine_mirror() -> str:
    """The Debian mirror that this machine's apt uses. Raises TreeError without one."""
    done = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(ORIGIN)|$(LABEL)|$(REPO_URI)"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    for line in done.stdout.splitlines():
        origin, label, address = line.split("|", 2)
        if (origin, label) == ("Debian", "Debian"):
            return address
    raise TreeError(
        "this machine's apt knows no Debian mirror (`apt-get update` may never have run): "
        "set CALLSEAT_DEBIAN_MIRROR to one, or install Asterisk by your system's packages"
    )


def machine_suite() -> str:
    """The Debian suite that this machine runs, such as bookworm."""
    text = Path("/etc/os-release").read_text()
    found = re.search(r"^VERSION_CODENAME=\"?(\w+)", text, re.MULTILINE)
    return found.group(1) if found else "stable"


def architecture() -> str:
    """Debian's name of the machine's architecture, such as amd64."""
    done = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _percents(lines: Iterator[str]) -> Iterator[float]:
    """apt's status lines: `dlstatus:<count>:<percent>:<text>`."""
    for line in lines:
        if line.startswith("dlstatus:"):
            yield float(line.split(":")[2])


def _trouble(errors: str) -> TreeError:
    for sign, sentence in _CAUSES:
        if sign in errors:
            return TreeError(sentence)
    lines = [line for line in errors.splitlines() if line.startswith("E:")] or ["no message"]
    return TreeError(f"apt failed ({lines[-1].removeprefix('E: ')}): run this again")
