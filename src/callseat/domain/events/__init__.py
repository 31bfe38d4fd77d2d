"""What happens when something happened: one module an input, and the table of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from callseat.domain import inputs
from callseat.domain.events import (
    answers_counted,
    attempt_booked,
    call_arrived,
    call_backs_owed,
    call_play_ended,
    connection_lost,
    digit_pressed,
    directory_loaded,
    draining,
    fetched,
    leads_fetched,
    leg_answered,
    leg_ended,
    leg_progress,
    leg_ringing,
    looked_up,
    machine_heard,
    message_recorded,
    phone_dialled,
    phone_reachable,
    play_ended,
    recording_ended,
    started,
    stopping,
    switch_failed,
    switch_lost,
    switch_snapshot,
)
from callseat.domain.turn import Turn

TABLE: dict[type[inputs.Input], Callable[[Turn, Any], None]] = {
    inputs.Started: started.run,
    inputs.DirectoryLoaded: directory_loaded.run,
    inputs.CallBacksOwed: call_backs_owed.run,
    inputs.ConnectionLost: connection_lost.run,
    inputs.Draining: draining.run,
    inputs.Stopping: stopping.run,
    inputs.CallArrived: call_arrived.run,
    inputs.PhoneDialled: phone_dialled.run,
    inputs.LegRinging: leg_ringing.run,
    inputs.LegProgress: leg_progress.run,
    inputs.LegAnswered: leg_answered.run,
    inputs.LegEnded: leg_ended.run,
    inputs.PlayEnded: play_ended.run,
    inputs.CallPlayEnded: call_play_ended.run,
    inputs.DigitPressed: digit_pressed.run,
    inputs.RecordingEnded: recording_ended.run,
    inputs.MessageRecorded: message_recorded.run,
    inputs.Fetched: fetched.run,
    inputs.LookedUp: looked_up.run,
    inputs.LeadsFetched: leads_fetched.run,
    inputs.AttemptBooked: attempt_booked.run,
    inputs.AnswersCounted: answers_counted.run,
    inputs.MachineHeard: machine_heard.run,
    inputs.PhoneReachable: phone_reachable.run,
    inputs.SwitchFailed: switch_failed.run,
    inputs.SwitchLost: switch_lost.run,
    inputs.SwitchSnapshot: switch_snapshot.run,
}
