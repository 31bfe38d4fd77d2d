"""What the directory keeps beyond the domain's data: secrets, files and switches of operation."""

from __future__ import annotations

from dataclasses import dataclass, field

from callseat.domain.directory import Account


@dataclass(frozen=True, slots=True)
class AccountRecord:
    account: Account
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class PhoneRecord:
    """A seat's telephone: it registers as `extension` with `secret`."""

    extension: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TrunkRecord:
    """A carrier's line to `host`; calls come from `inbound_hosts`, addresses or networks.

    With a `user` the carrier is asked to authenticate us with `secret`. `dtmf` is how keys come and
    go, one of DTMF: "auto" goes by what the carrier offers with each call.
    """

    code: str
    host: str
    name: str = ""
    port: int = 5060
    user: str = ""
    secret: str = field(default="", repr=False)
    inbound_hosts: tuple[str, ...] = ()
    enabled: bool = True
    dtmf: str = "auto"


DTMF = ("auto", "rfc4733", "inband", "info")
BUILT_IN = "built-in"  # the file of a sound that comes with the package


@dataclass(frozen=True, slots=True)
class SoundRecord:
    """A sound by its code. `file`: a path under the sounds' folder without ending, or BUILT_IN."""

    code: str
    title: str
    file: str


@dataclass(frozen=True, slots=True)
class FlowVersion:
    """A saved version of a flow file; `saved_at` is milliseconds since the epoch."""

    code: str
    version: int
    active: bool
    saved_at: int
    saved_by: str
