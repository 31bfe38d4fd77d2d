"""The operations of the API, one module a kind of thing."""

from callseat.admin.routes import (
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
)

ROUTERS = (
    tokens.login,
    tokens.router,
    users.router,
    groups.router,
    seats.router,
    queues.router,
    projects.router,
    trunks.router,
    flows.router,
    sounds.router,
    records.router,
    reports.router,
)
