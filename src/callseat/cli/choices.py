"""Choices that several commands offer."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class SwitchKind(StrEnum):
    ASTERISK = "asterisk"
    SIMULATED = "simulated"


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


SwitchOption = Annotated[
    SwitchKind | None, typer.Option("--switch", help="The telephone system (else by settings).")
]
LanguageOption = Annotated[
    Language | None, typer.Option("--language", help="Of prompts and headings (else by settings).")
]
LogLevelOption = Annotated[
    LogLevel | None, typer.Option("--log-level", help="What is logged (else by settings).")
]
