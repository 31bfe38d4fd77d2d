"""The store's side of campaigns in plain data: leads, attempts, limits, as `domain/asks` says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from callseat.domain.effects import BookAttempt, CountAnswers, Effect, FetchLeads, Save
from callseat.domain.inputs import AnswersCounted, AttemptBooked, Input, Lead, LeadsFetched
from callseat.domain.rows import DispositionRow, LeadAttemptRow, LeadRow


@dataclass
class Kept:
    """A lead as it stands."""

    campaign: str
    lead: Lead
    state: str = "waiting"
    outcome: str = ""
    outcomes: Counter[str] = field(default_factory=Counter)


class LeadStore:
    """`away` answers nothing but that it can not be reached."""

    def __init__(self) -> None:
        self.leads: dict[str, Kept] = {}
        self.attempts: dict[str, LeadAttemptRow] = {}
        self.booked: Counter[tuple[str, str]] = Counter()  # number, day
        self.dispositions: list[DispositionRow] = []
        self.do_not_call: set[str] = set()
        self.away = False

    def add(self, campaign: str, *leads: Lead) -> None:
        for lead in leads:
            self.leads[lead.id] = Kept(campaign, lead)

    def hear(self, effect: Effect, at: int) -> Input | None:
        """What is saved is kept, what is asked is answered."""
        match effect:
            case FetchLeads():
                return self._fetch(effect, at)
            case BookAttempt():
                return self.book(effect, at)
            case CountAnswers():
                if self.away:
                    return AnswersCounted(at, effect.id, effect.campaign, error="unreachable")
                return AnswersCounted(at, effect.id, effect.campaign, self.days(effect.campaign))
            case Save(LeadRow() as row):
                self._settle(row)
            case Save(LeadAttemptRow() as row):
                self._end(row)
            case Save(DispositionRow() as row):
                self.dispositions.append(row)
        return None

    def _fetch(self, asked: FetchLeads, at: int) -> Input:
        if self.away:
            return LeadsFetched(at, asked.id, asked.campaign, error="unreachable")
        waiting = [
            kept.lead
            for kept in self.leads.values()
            if kept.campaign == asked.campaign
            and kept.state == "waiting"
            and kept.lead.timezone not in asked.closed
        ]
        due = [lead for lead in waiting if lead.due_at <= at]
        taken = sorted(due, key=lambda lead: (-lead.priority, lead.due_at))[: asked.count]
        for lead in taken:
            self.leads[lead.id].state = "held"
        later = [lead.due_at for lead in waiting if lead.due_at > at]
        left = sum(1 for one in self.leads.values() if one.state != "done")
        return LeadsFetched(at, asked.id, asked.campaign, tuple(taken), min(later, default=0), left)

    def book(self, asked: BookAttempt, at: int) -> Input | None:
        """Decide, and write it down."""
        assert asked.id not in self.attempts, "booked twice"
        assert self.leads[asked.lead].state == "held", self.leads[asked.lead]
        refused = ""
        if self.away:
            refused = "unreachable"
        elif asked.number in self.do_not_call:
            refused = "do_not_call"
        elif self.booked[asked.number, asked.day] >= asked.most_a_day:
            refused = "too_many_today"
        else:
            self.booked[asked.number, asked.day] += 1
            self.leads[asked.lead].state = "dialling"
            self.attempts[asked.id] = LeadAttemptRow(
                asked.id, asked.campaign, asked.lead, asked.number, at, user=asked.user
            )
        return AttemptBooked(at, asked.id, refused)

    def _settle(self, row: LeadRow) -> None:
        kept = self.leads[row.lead_id]
        kept.state, kept.outcome = row.state, row.outcome or kept.outcome
        kept.lead = replace(kept.lead, due_at=row.due_at, user=row.user, attempts=row.attempts)

    def _end(self, row: LeadAttemptRow) -> None:
        former = self.attempts.get(row.attempt_id)
        assert former is None or not former.ended_at, f"{row} ends twice"
        self.attempts[row.attempt_id] = row
        if row.ended_at:
            kept = self.leads[row.lead_id]
            kept.outcomes[row.outcome] += 1
            kept.lead = replace(kept.lead, outcomes=tuple(kept.outcomes.items()))

    def recover(self, at: int) -> None:
        """At a start: what was in hand is given back, and what was dialled was lost."""
        for kept in self.leads.values():
            if kept.state == "held":
                kept.state = "waiting"
        for row in list(self.attempts.values()):
            if not row.ended_at:
                self._end(replace(row, ended_at=at, outcome="lost"))
                self.leads[row.lead_id].state = "waiting"

    def days(self, campaign: str) -> tuple[tuple[str, int, int], ...]:
        answered: Counter[str] = Counter()
        abandoned: Counter[str] = Counter()
        for row in self.attempts.values():
            if row.campaign == campaign and row.day and row.outcome in ("answered", "abandoned"):
                answered[row.day] += 1
                abandoned[row.day] += row.outcome == "abandoned"
        return tuple((day, answered[day], abandoned[day]) for day in answered)

    def outcomes(self) -> dict[str, str]:
        """Of every lead that is done."""
        return {id_: kept.outcome for id_, kept in self.leads.items() if kept.state == "done"}
