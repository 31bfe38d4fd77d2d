"""After a start: call backs that were promised before it."""

from __future__ import annotations

from callseat.domain.inputs import CallBacksOwed
from callseat.domain.queue import owed
from callseat.domain.turn import Turn


def run(turn: Turn, event: CallBacksOwed) -> None:
    projects = {project.number: project for project in turn.world.directory.projects}
    for promise in event.promises:
        owed.take_over(turn, promise, projects.get(promise.project))
    for row in event.data:
        contact = turn.world.contacts.get(row.contact_id)
        if contact is not None:
            contact.data[row.key] = row.value
