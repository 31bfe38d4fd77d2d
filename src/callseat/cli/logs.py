"""Structured logs on standard error: readable on a terminal, JSON elsewhere."""

from __future__ import annotations

import logging
import sys
from typing import Any, TextIO

import structlog

from callseat.config import LogSettings

# Without the values of variables: a password may be among them.
PLAIN_TRACEBACKS = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)


def configure(settings: LogSettings, stream: TextIO | None = None) -> None:
    """Everything that this process logs, libraries included, goes to `stream` in one form."""
    stream = stream or sys.stderr
    text = settings.form == "text" or (settings.form == "auto" and stream.isatty())
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    common = _common(text=text)
    last = _renderer(text=text, colours=stream.isatty())
    structlog.configure(
        processors=[*common, last],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *common],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    # Libraries tell of their inner life below warnings.
    logging.basicConfig(handlers=[handler], level=max(level, logging.WARNING), force=True)


def _common(*, text: bool) -> list[Any]:
    chain: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=not text),
    ]
    return chain if text else [*chain, PLAIN_TRACEBACKS]


def _renderer(*, text: bool, colours: bool) -> Any:
    if text:
        return structlog.dev.ConsoleRenderer(
            colors=colours, exception_formatter=structlog.dev.plain_traceback
        )
    return structlog.processors.JSONRenderer(default=repr, ensure_ascii=False)
