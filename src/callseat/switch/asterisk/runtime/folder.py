"""The run folder: the one place where a running Asterisk reads and writes."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from .errors import SwitchRuntimeError
from .settings import AsteriskSecrets

SOCKET_PATH_LIMIT = 107
"""Bytes in `sockaddr_un.sun_path` without the closing zero (unix(7))."""


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Paths inside one run folder. Two Asterisks never share one."""

    root: Path

    @property
    def etc(self) -> Path:
        """Configuration files (mode 0600)."""
        return self.root / "etc"

    @property
    def main_file(self) -> Path:
        """What `asterisk -C` is given."""
        return self.etc / "asterisk.conf"

    @property
    def control_socket(self) -> Path:
        """Where `asterisk -rx` reaches the process."""
        return self.root / "run" / "asterisk.ctl"

    @property
    def process_file(self) -> Path:
        """Number and start time of the process, as JSON."""
        return self.root / "process.json"

    @property
    def lock_file(self) -> Path:
        """Held by the server that supervises this folder."""
        return self.root / "lock"

    @property
    def log_file(self) -> Path:
        """Asterisk's log, one JSON object a line."""
        return self.root / "log" / "callseat.json"

    @property
    def output_file(self) -> Path:
        """What the process prints before its log is open."""
        return self.root / "log" / "output.txt"

    @property
    def recordings(self) -> Path:
        """Where ARI recordings are written."""
        return self.root / "spool" / "recording"

    @property
    def monitor(self) -> Path:
        """Where MixMonitor writes."""
        return self.root / "spool" / "monitor"

    def create(self) -> None:
        """Make all folders, readable by the owner only.

        Raises SwitchRuntimeError when it cannot be written, or when its path is too long for
        the control socket.
        """
        length = len(os.fsencode(self.control_socket.absolute()))
        if length > SOCKET_PATH_LIMIT:
            raise SwitchRuntimeError(
                f"the run folder {self.root} is {length - SOCKET_PATH_LIMIT} characters too long "
                "for Asterisk's control socket: choose a shorter one"
            )
        parts = "etc run log lib lib/keys cache spool spool/recording spool/monitor"
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            for part in parts.split():
                (self.root / part).mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise SwitchRuntimeError(
                f"the run folder {self.root} cannot be written ({error.strerror}): "
                "choose another one, or give this user the right to it"
            ) from error

    def secrets(self) -> AsteriskSecrets:
        """The folder's secrets, made at the first call and the same ever after."""
        path = self.root / "secrets.json"
        if path.exists():
            return AsteriskSecrets(**json.loads(path.read_text()))
        made = AsteriskSecrets()
        write_private(path, json.dumps(asdict(made)))
        return made


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read; a reader sees the old or the new text whole."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    temporary.replace(path)
