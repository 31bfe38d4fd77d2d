"""Campaigns, leads and numbers that must not be called: as they are made, changed and shown."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from callseat.admin.models.common import (
    DAY,
    Body,
    Code,
    CodeOrNone,
    Name,
    NumberOrNone,
    User,
    without_defaults,
)
from callseat.domain.dialer.campaign import CampaignMode, CampaignState

_CHANGE = ConfigDict(json_schema_extra=without_defaults)
# Milliseconds since the epoch, until the year 2999.
Moment = Annotated[int, Field(ge=0, le=32_503_679_999_000)]
Priority = Annotated[int, Field(ge=-100, le=100, description="The lower the earlier.")]
Region = Annotated[
    str,
    StringConstraints(pattern=r"^([A-Z]{2})?$"),
    Field(description="The country of numbers without +; empty: they are taken as they are."),
]
Typed = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f]*$")]
Zone = Annotated[str, StringConstraints(max_length=64)]
SoundOrNone = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{0,64}$")]
Value = Annotated[str, StringConstraints(max_length=1000)]


class RetryRule(Body):
    """After an attempt with this outcome again `after` seconds, `attempts` times at most."""

    outcome: Code
    attempts: int = Field(ge=0, le=100)
    after: int = Field(ge=0, le=90 * DAY)


class Detection(Body):
    """Of answering machines. Thresholds in ms, as Asterisk's application AMD names them."""

    initial_silence: int = Field(2500, ge=100, le=60_000)
    greeting: int = Field(1500, ge=100, le=60_000)
    after_greeting_silence: int = Field(800, ge=100, le=60_000)
    total: int = Field(5000, ge=100, le=60_000)
    machine: Literal["hang_up", "message", "connect"] = "hang_up"


class CampaignFields(Body):
    """Times are seconds unless said. Numbers are called while `calendar` is open where they are."""

    name: Name = ""
    project: CodeOrNone = ""
    queue: CodeOrNone = Field("", description="Its seats in `auto` take the calls.")
    mode: CampaignMode = CampaignMode.PROGRESSIVE
    flow: CodeOrNone = Field("", description="What who is notified enters.")
    caller: NumberOrNone = Field("", description="Shown; empty: the project's.")
    calendar: CodeOrNone = Field("", description="Empty: at any time.")
    timezone: Zone = Field("Asia/Shanghai", description="Of numbers that tell none, and the cap's.")
    ring_time: int = Field(30, ge=5, le=120)
    lines: int = Field(100, ge=1, le=10_000, description="Calls at once.")
    cap: int = Field(300, ge=0, le=10_000, description="Of abandoned calls: 300 is 3 %.")
    connect_within: int = Field(2000, ge=0, le=10_000, description="Milliseconds.")
    abandoned_sound: SoundOrNone = Field("", description="What an abandoned callee hears.")
    most_a_day: int = Field(3, ge=1, le=100, description="Attempts per number, all campaigns.")
    retries: list[RetryRule] = Field([], max_length=50)
    detection: Detection | None = None
    priority: Priority = 0


class CampaignChange(CampaignFields):
    model_config = _CHANGE


class CampaignNew(CampaignFields):
    code: Code


class Campaign(CampaignNew):
    state: CampaignState


class LeadCounts(BaseModel):
    """Leads by state; those withdrawn apart."""

    waiting: int
    held: int
    dialling: int
    done: int
    withdrawn: int


class ListChange(Body):
    name: Name = ""
    priority: Priority = 0


class LeadList(ListChange):
    campaign: Code
    code: Code


class LeadFields(Body):
    list: Code
    number: Typed
    region: Region = "CN"
    name: Name = ""
    timezone: Zone = ""
    priority: Priority | None = Field(None, description="null: the list's.")
    data: dict[Value, Value] = Field({}, max_length=100)


class LeadChange(Body):
    """What is not given stays. `user`: the seat with which the call back is agreed."""

    withdrawn: bool | None = None
    priority: Priority | None = None
    call_back_at: Moment | None = None
    user: User | Literal[""] = ""


class Lead(BaseModel):
    """`state`: waiting (until `due_at`), held, dialling, done; `outcome` is the last attempt's."""

    lead_id: str
    campaign: str
    list: str
    number: str
    e164: str
    name: str
    timezone: str
    priority: int
    data: dict[str, str]
    withdrawn: bool
    added_at: int
    state: str
    due_at: int
    user: str
    attempts: int
    outcome: str


class Import(BaseModel):
    """`state`: done, or running: if it was interrupted, send the same file again."""

    id: str
    campaign: str
    list: str
    file: str
    state: str
    began_at: int
    ended_at: int
    size: int = Field(description="Bytes.")
    read: int = Field(description="Bytes.")
    lines: int
    imported: int
    faulty: int


class LineFault(BaseModel):
    """A line of a file that is not used."""

    line: int
    reason: str
    detail: str
    message_en: str
    message_zh: str


class Preview(BaseModel):
    """How a file would be read. `leads` and `faults` are of its first lines."""

    encoding: str
    separator: str
    headings: list[str]
    columns: dict[str, str] = Field(description="Headings by what they are.")
    leads: list[PreviewLead]
    faults: list[LineFault]


class PreviewLead(BaseModel):
    line: int
    number: str
    e164: str
    name: str
    timezone: str
    priority: int | None
    data: dict[str, str]


class NeverList(Body):
    code: Code
    name: Name = ""


class NeverNew(Body):
    number: Typed
    region: Region = "CN"
    note: Name = ""


class Never(BaseModel):
    """A number that must not be called."""

    list: str
    e164: str
    number: str
    note: str
    added_at: int
    added_by: str


class NeverImport(BaseModel):
    """`faults` are the first of the faulty lines."""

    added: int
    known: int
    faulty: int
    faults: list[LineFault]


Preview.model_rebuild()
