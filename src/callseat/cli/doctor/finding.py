"""What was found out about one part of the installation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Finding:
    """`advice` says what to do, and is there unless all is well."""

    part: str
    state: State
    detail: str
    advice: str = ""


def ok(part: str, detail: str) -> Finding:
    return Finding(part, State.OK, detail)


def failed(part: str, detail: object, advice: str) -> Finding:
    return Finding(part, State.FAILED, str(detail), advice)


def warning(part: str, detail: str, advice: str) -> Finding:
    return Finding(part, State.WARNING, detail, advice)


def skipped(part: str, detail: str) -> Finding:
    return Finding(part, State.SKIPPED, detail)
