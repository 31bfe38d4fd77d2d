"""The promise on order: what a seat is told of each of its parts, from the first word to the last."""

from __future__ import annotations

from dataclasses import dataclass, field

from callseat.domain.effects import Effect, Notify, Save
from callseat.domain.notices import (
    OnAnswer,
    OnDialFail,
    OnDialing,
    OnDialSuccess,
    OnNoAnswer,
    OnOffTalk,
    OnRing,
    OnRingEnd,
)
from callseat.domain.rows import CallPartRow

FIRST = (OnRing, OnDialing)
LAST = (OnOffTalk, OnNoAnswer, OnDialFail, OnRingEnd)
ANSWERS = (OnAnswer, OnDialSuccess)


@dataclass
class Promises:
    told: dict[str, list[type]] = field(default_factory=dict)  # by callNo
    rows: dict[str, CallPartRow] = field(default_factory=dict)

    def hear(self, effect: Effect) -> None:
        if isinstance(effect, Save) and isinstance(effect.row, CallPartRow):
            self.rows[effect.row.call_no] = effect.row
        if not isinstance(effect, Notify) or not isinstance(
            effect.notice, (*FIRST, *ANSWERS, *LAST)
        ):
            return
        call_no, kind = effect.notice.callNo, type(effect.notice)
        told = self.told.setdefault(call_no, [])
        told.append(kind)
        assert told[0] in FIRST, (call_no, told)
        assert not any(one in LAST for one in told[:-1]), (call_no, told)
        assert len(set(told)) == len(told), (call_no, told)
        if kind is OnOffTalk:
            assert any(one in ANSWERS for one in told), (call_no, told)
        elif kind in LAST:
            assert not any(one in ANSWERS for one in told), (call_no, told)

    def are_kept(self) -> None:
        """Everybody went home: every part has its last word, and its row is closed."""
        for call_no, told in self.told.items():
            assert told[-1] in LAST, (call_no, told)
        for row in self.rows.values():
            assert row.ended_at, row
