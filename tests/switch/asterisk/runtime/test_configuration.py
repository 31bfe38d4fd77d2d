"""What is written into a run folder."""

import configparser
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from callseat.switch.asterisk.runtime.configuration import (
    Plan,
    fingerprint,
    render_configuration,
    write_configuration,
)
from callseat.switch.asterisk.runtime.errors import SwitchRuntimeError
from callseat.switch.asterisk.runtime.folder import RunFolder
from callseat.switch.asterisk.runtime.installation import Installation, Version
from callseat.switch.asterisk.runtime.settings import AsteriskSettings

MakeRunFolder = Callable[[], RunFolder]
NOWHERE = Installation(("asterisk",), Path("/modules"), Path("/data"), Version(22, 10, 1), "path")


def _plan(folder: RunFolder, **settings: object) -> Plan:
    return Plan(replace(AsteriskSettings(), **settings), folder, NOWHERE)  # type: ignore[arg-type]


def _read(text: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.read_string(text)
    return parser


def test_control_listens_on_loopback_only(make_run_folder: MakeRunFolder) -> None:
    texts = render_configuration(_plan(make_run_folder()))
    for name in ("http.conf", "manager.conf"):
        assert _read(texts[name])["general"]["bindaddr"] == "127.0.0.1"


def test_asterisk_dials_one_socket_for_each_application(make_run_folder: MakeRunFolder) -> None:
    plan = _plan(make_run_folder(), controller_port=4000, command_connections=2, application="x")
    sockets = _read(render_configuration(plan)["websocket_client.conf"])
    assert [sockets[name]["uri"] for name in sockets.sections()] == [
        "ws://127.0.0.1:4000/ari/x",
        "ws://127.0.0.1:4000/ari/x-command-0",
        "ws://127.0.0.1:4000/ari/x-command-1",
    ]
    assert {sockets[name]["reconnect_interval"] for name in sockets.sections()} == {"200"}


def test_without_a_controller_nothing_is_dialled(make_run_folder: MakeRunFolder) -> None:
    assert render_configuration(_plan(make_run_folder()))["websocket_client.conf"] == ""


def test_secrets_are_made_once_and_are_private(make_run_folder: MakeRunFolder) -> None:
    folder, other = make_run_folder(), make_run_folder()
    first, second = render_configuration(_plan(folder)), render_configuration(_plan(folder))
    assert first["ari.conf"] == second["ari.conf"]
    secrets = folder.secrets()
    other.create()
    assert secrets != other.secrets()
    assert len({secrets.ari, secrets.manager, secrets.controller}) == 3
    assert min(len(secrets.ari), len(secrets.manager), len(secrets.controller)) >= 32
    assert secrets.ari not in repr(secrets)
    assert (folder.root / "secrets.json").stat().st_mode & 0o077 == 0


def test_files_are_private_and_old_ones_vanish(make_run_folder: MakeRunFolder) -> None:
    folder = make_run_folder()
    texts = render_configuration(_plan(folder))
    (folder.etc / "users.conf").write_text("left over")
    write_configuration(folder, texts)
    assert {path.name for path in folder.etc.iterdir()} == set(texts)
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.etc.iterdir())


def test_extra_text_is_appended(make_run_folder: MakeRunFolder) -> None:
    plan = replace(_plan(make_run_folder()), extra={"pjsip.conf": "[mine]\n", "new.conf": "x"})
    texts = render_configuration(plan)
    assert texts["pjsip.conf"].startswith("[global]")
    assert texts["pjsip.conf"].endswith("\n[mine]\n")
    assert texts["new.conf"] == "\nx"


def test_extra_text_stays_in_the_folder(make_run_folder: MakeRunFolder) -> None:
    plan = replace(_plan(make_run_folder()), extra={"../x.conf": ""})
    with pytest.raises(ValueError, match="plain file name"):
        render_configuration(plan)


def test_a_setting_cannot_add_lines(make_run_folder: MakeRunFolder) -> None:
    with pytest.raises(ValueError, match="one line"):
        render_configuration(_plan(make_run_folder(), user_agent="x\n[evil]"))


def test_the_fingerprint_follows_the_settings(make_run_folder: MakeRunFolder) -> None:
    folder = make_run_folder()
    same, other = _plan(folder), _plan(folder, sip_port=5062)
    assert fingerprint(render_configuration(same)) == fingerprint(render_configuration(same))
    assert fingerprint(render_configuration(same)) != fingerprint(render_configuration(other))


def test_a_path_too_long_for_the_socket_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SwitchRuntimeError, match=r"characters too long.*choose a shorter"):
        RunFolder(tmp_path / ("x" * 90)).create()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SwitchRuntimeError, match=r"cannot be written.*choose another"):
        RunFolder(tmp_path / "file").create()
