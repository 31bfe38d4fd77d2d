"""The tables: people, lines and flows of the directory, and one for each kind of record."""

from callseat.store.models.base import Base
from callseat.store.models.campaigns import (
    CampaignModel,
    DispositionModel,
    DoNotCallListModel,
    DoNotCallModel,
    LeadBookingModel,
    LeadFaultModel,
    LeadImportModel,
    LeadListModel,
)
from callseat.store.models.flows import FlowModel, FlowVersionModel, SoundModel
from callseat.store.models.lines import (
    CalendarModel,
    CalendarSpanModel,
    HolidayModel,
    ProjectModel,
    QueueModel,
    ServiceNumberModel,
    TrunkModel,
)
from callseat.store.models.people import (
    AccountModel,
    GroupModel,
    RevisionModel,
    SeatModel,
    SkillModel,
    SupervisionModel,
)
from callseat.store.models.records import MADE_ELSEWHERE, TABLES
from callseat.store.models.voicemail import HeardModel

__all__ = [
    "MADE_ELSEWHERE",
    "TABLES",
    "AccountModel",
    "Base",
    "CalendarModel",
    "CalendarSpanModel",
    "CampaignModel",
    "DispositionModel",
    "DoNotCallListModel",
    "DoNotCallModel",
    "FlowModel",
    "FlowVersionModel",
    "GroupModel",
    "HeardModel",
    "HolidayModel",
    "LeadBookingModel",
    "LeadFaultModel",
    "LeadImportModel",
    "LeadListModel",
    "ProjectModel",
    "QueueModel",
    "RevisionModel",
    "SeatModel",
    "ServiceNumberModel",
    "SkillModel",
    "SoundModel",
    "SupervisionModel",
    "TrunkModel",
]
