"""What happens when time is over: one module a timer, and the table of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from callseat.domain import timer
from callseat.domain.timers import (
    announce_due,
    answer_due,
    call_back_due,
    connect_over,
    cool_down_over,
    detection_over,
    dial_due,
    grace_over,
    hang_up_again,
    level_due,
    menu_silence,
    play_failed,
    rest_over,
    ring_over,
    wait_over,
    wrap_up_over,
)
from callseat.domain.turn import Turn

TABLE: dict[type[timer.Timer], Callable[[Turn, Any], None]] = {
    timer.RingOver: ring_over.run,
    timer.CoolDownOver: cool_down_over.run,
    timer.WrapUpOver: wrap_up_over.run,
    timer.GraceOver: grace_over.run,
    timer.WaitOver: wait_over.run,
    timer.AnnounceDue: announce_due.run,
    timer.MenuSilence: menu_silence.run,
    timer.PlayFailed: play_failed.run,
    timer.HangUpAgain: hang_up_again.run,
    timer.RestOver: rest_over.run,
    timer.LevelDue: level_due.run,
    timer.AnswerDue: answer_due.run,
    timer.CallBackDue: call_back_due.run,
    timer.DialDue: dial_due.run,
    timer.ConnectOver: connect_over.run,
    timer.DetectionOver: detection_over.run,
}
