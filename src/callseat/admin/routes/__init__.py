"""The operations of the API, one module a kind of thing."""

from callseat.admin.routes import (
    calendars,
    flows,
    groups,
    projects,
    queues,
    records,
    reports,
    seats,
    sounds,
    tokens,
    trunks,
    users,
    voicemail,
)

ROUTERS = (
    tokens.login,
    tokens.router,
    users.router,
    groups.router,
    seats.router,
    queues.router,
    calendars.router,
    projects.router,
    trunks.router,
    flows.router,
    sounds.router,
    records.router,
    voicemail.router,
    reports.router,
)
