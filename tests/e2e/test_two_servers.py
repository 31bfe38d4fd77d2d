"""A second server where one works already: refused in a sentence, the first is unharmed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from callseat.app import Callseat, InUseError
from callseat.client import Status
from callseat.config import ServerSettings, Settings
from callseat.switch.asterisk.runtime.errors import PortInUseError
from tests.e2e.business import QUICK
from tests.support.office import Office, office_settings, switch_settings
from tests.support.server_process import ServerProcess


async def still_works(office: Office) -> None:
    """A call as always."""
    anna = await office.login("anna")
    customer = await office.call(QUICK)
    await anna.expect("onRing")
    await anna.answer_call()
    await customer.hears_exactly(anna.phone.call)
    await anna.phone.call.hears_exactly(customer)
    await customer.hang_up()
    await anna.expect_status(Status.IDLE)


async def refused(settings: Settings, error: type[Exception]) -> str:
    """What the second server says."""
    with pytest.raises(error) as refusal:
        await Callseat(settings).start()
    return str(refusal.value)


async def test_on_one_data_folder(office: Office) -> None:
    said = await refused(office_settings(office.settings.data), InUseError)
    assert said == f"Another Callseat server works in {office.settings.data}; stop it first."
    await still_works(office)


async def test_on_one_port_for_clients(office: Office, tmp_path: Path) -> None:
    port = office.app.wire.port
    said = await refused(office_settings(tmp_path, server=ServerSettings(port=port)), InUseError)
    assert f"127.0.0.1 port {port}" in said
    assert "Address already in use" in said
    await still_works(office)


@pytest.mark.parametrize("name", ["sip_port", "http_port", "ami_port"])
async def test_on_one_port_of_the_switch(office: Office, tmp_path: Path, name: str) -> None:
    port = getattr(office.settings.switch, name)
    switch = switch_settings().model_copy(update={name: port})
    said = await refused(office_settings(tmp_path, switch=switch), PortInUseError)
    assert f"port {port}" in said
    await still_works(office)


@pytest.mark.parametrize("manage", [True, False])
async def test_on_one_asterisk(office: Office, tmp_path: Path, manage: bool) -> None:
    """The port to which Asterisk connects belongs to the first."""
    port = office.app.switch.port  # type: ignore[attr-defined] # Asterisk's
    changes: dict[str, Any] = {"ari_port": port, "manage": manage}
    switch = office.settings.switch.model_copy(update=changes)
    said = await refused(office_settings(tmp_path, switch=switch), PortInUseError)
    assert f"port {port}, to which Asterisk connects" in said
    await still_works(office)


async def test_the_command_line_says_it_and_ends(office: Office) -> None:
    second = await ServerProcess.start(office.settings)
    assert await second.ended() == 1
    assert "Another Callseat server works in" in second.output
    assert "Traceback" not in second.output
    await still_works(office)
