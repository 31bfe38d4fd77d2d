"""Every legal pair of commands, one after the other, with telephones that speak a tone each.

After every act the server is where the pure domain says it is, and every party hears exactly whom
the domain predicts. What is refused after an act is refused for the domain's reason.
"""

from __future__ import annotations

import asyncio
from collections import deque
from pathlib import Path

import pytest

from tests.hearing import page
from tests.hearing.acts import Act
from tests.hearing.stage import Stage, open_office
from tests.hearing.walks import BASES, Pair, Plan, Point, plan

AT_THE_SAME_TIME = 6


class Matrix:
    """What was measured so far."""

    def __init__(self, planned: Plan) -> None:
        self.never = planned.never
        self.walks = deque(planned.walks)
        self.right: dict[Pair, None] = {}
        self.refused: dict[Pair, str] = {}
        self.situations: dict[tuple[tuple[str, tuple[str, ...]], ...], str] = {}
        self.failures: list[str] = []

    async def play(self, stage: Stage) -> None:
        await stage.open()
        while self.walks:
            walk = self.walks.popleft()
            before: list[Act] = []
            try:
                for point in walk:
                    await self.take(stage, point, before)
                    before.append(point.act)
            except Exception as error:
                way = " > ".join(map(str, [*before, point.act]))
                self.failures.append(f"{way}\n{type(error).__name__}: {error}")
            await stage.empty()

    async def take(self, stage: Stage, point: Point, before: list[Act]) -> None:
        """One act. Ears are asked where the pair or what is to be heard is new."""
        pair = (before[-1].label if before else "", point.act.label)
        heard = tuple(point.heard.items())
        await stage.do(point)
        if pair not in self.right or heard not in self.situations:
            self.situations.setdefault(heard, " > ".join(map(str, [*before, point.act])))
            await stage.listen(point.heard)
            self.right[pair] = None
        for act, reason in point.refused.items():
            pair = (point.act.label, act.label)
            if pair in self.never and pair not in self.refused and act.who == point.asker:
                self.refused[pair] = reason
                assert await stage.refusal(act) == reason, act


@pytest.mark.timeout(600)
async def test_every_pair_is_heard_as_predicted(tmp_path: Path) -> None:
    matrix = Matrix(plan())
    office, casts = await open_office(AT_THE_SAME_TIME, tmp_path)
    try:
        await asyncio.gather(*(matrix.play(Stage(office, cast)) for cast in casts))
        assert not matrix.failures, f"{len(matrix.failures)} walks\n\n" + "\n\n".join(
            matrix.failures
        )
        assert plan().pairs.keys() <= matrix.right.keys()
        assert plan().never.keys() == matrix.refused.keys()
        await office.empty()
        await office.until_switch_is_empty()
        assert office.app.engine.bugs == 0
    finally:
        await office.close()
    page.write(page.Measured(matrix.right, matrix.refused, matrix.situations, tuple(BASES)))
