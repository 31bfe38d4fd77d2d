"""What was recorded, as it is kept; times are milliseconds since the epoch, 0 is not yet."""

from __future__ import annotations

from pydantic import BaseModel

from callseat.admin.models.common import Body


class FlowVersion(BaseModel):
    code: str
    version: int
    active: bool
    saved_at: int
    saved_by: str


class Sound(BaseModel):
    """Those that come with the product have the file "built-in"."""

    code: str
    title: str
    file: str


class Voicemail(BaseModel):
    """A message in a box: a group's code or a user."""

    name: str
    contact_id: str
    caller: str
    box: str
    at: int
    duration_ms: int
    heard_at: int
    heard_by: str


class Peaks(BaseModel):
    """The outline of a recording: for each channel the loudest of each piece, 0 to 1."""

    duration_ms: int
    channels: list[list[float]]


class VoicemailChange(Body):
    heard: bool
