"""What was recorded, as it is kept; times are milliseconds since the epoch, 0 is not yet."""

from __future__ import annotations

from pydantic import BaseModel


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
