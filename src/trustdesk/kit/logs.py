"""Logs: one line an event, for people on a terminal and as JSON otherwise; never message texts."""

import logging
import sys
from typing import TextIO, cast

import structlog

from trustdesk.kit.settings import LogLevel


class _Stderr:
    """The standard error of the moment: what a logger was once made with may be gone by then."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


def configure(level: LogLevel) -> None:
    """Set up logging for this process, ours and that of the libraries."""
    number = logging.getLevelNamesMapping()[level.upper()]
    terminal, stderr = sys.stderr.isatty(), _Stderr()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer(colors=terminal)
            if terminal
            else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, stderr)),
    )
    # Libraries tell much at info; what they warn of is worth reading.
    logging.basicConfig(
        level=max(number, logging.WARNING),
        stream=stderr,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
        force=True,
    )
