"""Users, tokens, seats and their telephones."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from callseat.admin.models.common import (
    Body,
    Callee,
    Code,
    CodeOrNone,
    ExtensionOrNone,
    Level,
    Name,
    Number,
    User,
    without_defaults,
)
from callseat.domain.directory import Reach, Role
from callseat.store.passwords import MAX_PASSWORD, MIN_PASSWORD


class Credentials(Body):
    user: str = Field(max_length=64)
    password: str = Field(max_length=MAX_PASSWORD)


class AccessToken(BaseModel):
    """`expires_in` is seconds."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105 - the name of the scheme, RFC 6750
    expires_in: int


class PhoneCredentials(BaseModel):
    """With these a browser registers over WebSocket at `path` of this server (RFC 7118)."""

    extension: str
    secret: str
    path: str = "/sip"


class Skill(Body):
    queue: Code
    level: Level = 5


class UserFields(Body):
    name: Name = ""
    role: Role = Role.AGENT
    extension: ExtensionOrNone = ""
    group: CodeOrNone = ""
    supervises: list[Code] = Field([], max_length=1000)
    skills: list[Skill] = Field([], max_length=100)
    callers: list[Number] = Field(
        [], max_length=100, description="Shown on calls to the outside, the first by default."
    )
    reach: Reach | None = Field(None, description="How far it may call; null: as its role may.")


class UserChange(UserFields):
    model_config = ConfigDict(json_schema_extra=without_defaults)


class UserNew(UserFields):
    user: User


class UserShown(UserNew):
    disabled: bool = False


class UserMade(UserShown):
    """With the generated password, which is shown only now."""

    password: str


class PasswordWanted(Body):
    """Without a password one is generated."""

    password: str | None = Field(None, min_length=MIN_PASSWORD, max_length=MAX_PASSWORD)


class PasswordMade(BaseModel):
    """The generated password, shown only now; null if it was given."""

    password: str | None


class SeatShown(BaseModel):
    """An extension, and the accounts that work there."""

    extension: str
    users: list[str]
    reachable: bool


class Colleague(BaseModel):
    """Who works at an extension."""

    user: str
    name: str
    extension: str
    group: str


class PhoneSecret(BaseModel):
    """What the telephone registers with; shown only now."""

    extension: str
    secret: str


class Forwarding(Body):
    """Where direct calls to the extension go; empty: nowhere else. `always` comes first."""

    always: Callee = ""
    busy: Callee = ""


class SeatStatus(BaseModel):
    """As in `onStatus`: status 0 offline, 1 idle, 2 ringing, ... see the protocol's table."""

    user: str
    name: str
    extension: str
    group: str
    status: int
    since: int
    pending: int | None
    cause: str
    reachable: bool
    calls: int = Field(description="Answered since the login.")
