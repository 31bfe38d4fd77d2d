"""What is measured of a change of partners, against sounds that are known to the sample."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.silence import RATE, longest_silence, onset
from benchmarks.transfer_gap import WAYS, Gap, findings, measure

from tests.support.cast import BUSINESS
from tests.support.office import Office


def tone(frequency: int, seconds: float) -> np.ndarray:
    return 0.15 * np.sin(2 * np.pi * frequency * np.arange(int(seconds * RATE)) / RATE)


@pytest.mark.parametrize("missing", [40, 160, 1600])
def test_a_silence_is_measured_to_a_few_samples(missing: int) -> None:
    samples = np.concatenate([tone(1021, 0.5), np.zeros(missing), tone(499, 0.5)])
    assert longest_silence(samples) == pytest.approx(missing, abs=3)


def test_a_tone_alone_has_no_silence() -> None:
    assert longest_silence(tone(499, 1.0)) <= 3
    assert longest_silence(np.zeros(100)) == 100


def test_the_new_tone_is_found_though_the_old_goes_on() -> None:
    old = tone(1021, 1.0)
    new = np.concatenate([np.zeros(4000), tone(499, 0.5)])
    assert onset(old + new, 499) == pytest.approx(4000, abs=RATE // 50)
    with pytest.raises(ValueError, match="is not there"):
        onset(old, 499)


def test_findings_are_of_all_gaps_of_a_way() -> None:
    gaps = [Gap(way, float(one), 2.0 * one) for way in WAYS for one in range(101)]
    found = {one.what: one for one in findings(gaps)}
    recorded = found["fetchHold, in the recording"]
    assert (recorded.measured, recorded.low, recorded.high) == (50.0, 0.0, 100.0)
    assert found["turnSlic, at the customer's telephone, 99th percentile"].measured == 198.0


@pytest.mark.real
async def test_the_new_partner_follows_in_every_way_that_is_measured() -> None:
    office = await Office.open(BUSINESS)
    try:
        gaps = await measure(1, office)
    finally:
        await office.close()
    assert tuple(one.way for one in gaps) == WAYS
    assert all(one.recorded >= 0 and one.at_the_phone >= 0 for one in gaps)
