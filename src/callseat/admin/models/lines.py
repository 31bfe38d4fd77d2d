"""Groups, queues, projects, trunks: each as it is made, changed and shown."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from callseat.admin.models.common import (
    DAY,
    Body,
    Code,
    CodeOrNone,
    Credential,
    Level,
    Name,
    Number,
    NumberOrNone,
    User,
    without_defaults,
)
from callseat.domain.directory import Strategy

Host = Annotated[str, Field(min_length=1, max_length=253)]
_CHANGE = ConfigDict(json_schema_extra=without_defaults)


class RestRules(Body):
    """At most `rest_quota` rest at once (-1: no limit), each `rest_allowance` seconds."""

    rest_quota: int = Field(-1, ge=-1, le=100_000)
    rest_allowance: int = Field(600, ge=1, le=DAY)
    rest_floor: int = Field(0, ge=0, le=100, description="Percent answered in time; 0: none.")


class RestChange(RestRules):
    model_config = _CHANGE


class GroupFields(RestRules):
    """Blending: seats leave `auto` below a share of callers answered in time, see `blend_above`."""

    name: Name = ""
    blend_below: int = Field(0, ge=0, le=100, description="Percent; 0: no blending.")
    blend_above: int = Field(0, ge=0, le=100, description="Percent above which they go back.")


class GroupChange(GroupFields):
    model_config = _CHANGE


class Group(GroupFields):
    code: Code


class QueueFields(Body):
    """Times are seconds. See the queue of the directory."""

    name: Name = ""
    strategy: Strategy = Strategy.LONGEST_IDLE
    ring_time: int = Field(20, ge=1, le=300)
    max_wait: int = Field(0, ge=0, le=DAY, description="0 waits for ever.")
    overflow_queue: CodeOrNone = ""
    announce_every: int = Field(30, ge=0, le=3600, description="0 never says the place.")
    music: Code = "default"
    service_level: int = Field(20, ge=1, le=DAY, description="Answered in time within.")


class QueueChange(QueueFields):
    model_config = _CHANGE


class Queue(QueueFields):
    code: Code


class Waiting(BaseModel):
    """A queue at this moment. `since` is when its longest waiting caller began to wait, in
    milliseconds since the epoch, 0 if nobody waits.
    """

    code: Code
    name: Name
    waiting: int
    since: int
    staff: int = Field(description="Seats that are logged in and serve it.")
    ready: int = Field(description="Of those, ready for a call.")


class LevelBody(Body):
    level: Level


class Member(LevelBody):
    """A seat that serves a queue, at a level."""

    user: User
    name: Name = ""
    extension: str = ""


class Disposition(Body):
    """What a seat may say of a talk. `final`: the lead is done. `call_back`: it needs a time."""

    code: Code
    name: Name = ""
    final: bool = True
    success: bool = False
    call_back: bool = False


class ProjectFields(Body):
    name: Name = ""
    service_numbers: list[Number] = Field([], max_length=1000)
    flow: CodeOrNone = ""
    wrap_up: int = Field(0, ge=0, le=3600, description="Seconds of work after each call.")
    recorded: bool = True
    caller_id: NumberOrNone = ""
    calendar: CodeOrNone = Field("", description="When it is open; always, if it has none.")
    closed_flow: CodeOrNone = Field("", description="Takes the calls while it is closed.")
    most_calls: int = Field(0, ge=0, le=100_000, description="Callers at once; 0: no limit.")
    dispositions: list[Disposition] = Field([], max_length=200)
    disposition_required: bool = Field(False, description="Wrap-up lasts until one is set.")


class ProjectChange(ProjectFields):
    model_config = _CHANGE


class Project(ProjectFields):
    number: Code


class TrunkShownFields(Body):
    name: Name = ""
    port: int = Field(5060, ge=1, le=65_535)
    user: Credential = ""
    inbound_hosts: list[Host] = Field([], max_length=100)
    enabled: bool = True
    dtmf: Literal["auto", "rfc4733", "inband", "info"] = Field(
        "auto", description="How keys come and go; auto: as the carrier offers with each call."
    )


class TrunkChange(TrunkShownFields):
    model_config = _CHANGE
    host: Host = ""
    secret: Credential = ""


class TrunkNew(TrunkShownFields):
    code: Code
    host: Host
    secret: Credential = Field("", description="Never shown again.")


class Trunk(TrunkShownFields):
    """Without its secret."""

    code: Code
    host: Host
