"""Reports from the records: what seats, groups, queues, flows and campaigns did, by local time.

`span` cuts the time, `books` adds up in `tallies` what lies in each bucket (all pure); `seats`,
`queues`, `flows` and `campaigns` read one of them at a time, so memory does not grow with their
number; `columns` says what a line tells and how it is headed; docs/howto/reports.md defines them.
"""

from callseat.store.reports.campaigns import (
    campaigns_complete,
    campaigns_report,
    stream_campaigns,
)
from callseat.store.reports.flows import flows_complete, flows_report, stream_flows
from callseat.store.reports.queues import queues_complete, queues_report, stream_queues
from callseat.store.reports.report import Completeness, Question, Report, TooLongError
from callseat.store.reports.seats import (
    groups_report,
    seats_complete,
    seats_report,
    stream_groups,
    stream_seats,
)
from callseat.store.reports.span import By, Span, SpanError, parse_span

__all__ = [
    "By",
    "Completeness",
    "Question",
    "Report",
    "Span",
    "SpanError",
    "TooLongError",
    "campaigns_complete",
    "campaigns_report",
    "flows_complete",
    "flows_report",
    "groups_report",
    "parse_span",
    "queues_complete",
    "queues_report",
    "seats_complete",
    "seats_report",
    "stream_campaigns",
    "stream_flows",
    "stream_groups",
    "stream_queues",
    "stream_seats",
]
