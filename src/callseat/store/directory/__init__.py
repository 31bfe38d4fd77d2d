"""The directory: accounts, groups, queues, projects, flows, trunks, sounds; one module a kind.

Every change is checked, refused with a sentence (`DirectoryError`) or done in one transaction,
and raises the directory's revision, by which a running server knows to load again.
"""

from callseat.store.directory.store import DirectoryStore
from callseat.store.directory.things import (
    AccountRecord,
    FlowVersion,
    PhoneRecord,
    SoundRecord,
    TrunkRecord,
)

__all__ = [
    "AccountRecord",
    "DirectoryStore",
    "FlowVersion",
    "PhoneRecord",
    "SoundRecord",
    "TrunkRecord",
]
