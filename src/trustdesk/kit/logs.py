"""Logs: one line an event, for people on a terminal and as JSON otherwise; never message texts."""

import logging
import sys

import structlog

from trustdesk.kit.settings import LogLevel


def configure(level: LogLevel) -> None:
    """Set up logging for this process, ours and that of the libraries."""
    number = logging.getLevelNamesMapping()[level.upper()]
    terminal = sys.stderr.isatty()
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
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    # Libraries tell much at info; what they warn of is worth reading.
    logging.basicConfig(
        level=max(number, logging.WARNING),
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
        force=True,
    )
