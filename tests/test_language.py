"""Settings: what may stand in the file, that their defaults are the domain's, and the locale."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from callseat.app import rules_of
from callseat.config import Settings, read_settings
from callseat.domain.directory import DialRule, OutboundRules, Reach, Rules

GUIDES = Path(__file__).parents[1] / "docs" / "howto"


def read(folder: Path, text: str) -> Settings:
    file = folder / "callseat.toml"
    file.write_text(text)
    return read_settings(file)


def test_the_defaults_are_those_of_the_domain() -> None:
    assert rules_of(Settings()) == Rules()


@pytest.mark.parametrize("name", ["outbound.md", "outbound.zh-CN.md"])
def test_the_guide_shows_the_defaults(tmp_path: Path, name: str) -> None:
    text = (GUIDES / name).read_text().split("```toml\n")[1].split("```")[0]
    outbound = tomllib.loads(text)["outbound"]
    assert set(outbound) == {field.name for field in fields(OutboundRules)}
    assert rules_of(read(tmp_path, text)) == Rules()


def test_rules_of_calls_to_the_outside_are_read(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        """
        [rules]
        grace = 5
        [outbound]
        plan = [{prefix = "9", reach = "local", least = 3, most = 4}]
        emergency = ["112"]
        forbidden = ["0900"]
        agent_reach = "local"
        calls_per_minute = 7
        country = "49"
        """,
    )
    rules = rules_of(settings)
    assert rules.grace == 5
    assert rules.outbound.plan == (DialRule("9", Reach.LOCAL, 3, 4),)
    assert (rules.outbound.emergency, rules.outbound.forbidden) == (("112",), ("0900",))
    assert rules.outbound.agent_reach is Reach.LOCAL
    assert rules.outbound.supervisor_reach is Reach.INTERNATIONAL
    assert (rules.outbound.calls_per_minute, rules.outbound.country) == (7, "49")


@pytest.mark.parametrize(
    "line",
    [
        'forbidden = [""]',
        'emergency = ["one"]',
        'agent_reach = "mars"',
        "calls_per_minute = 0",
        'country = "CN"',
        'plan = [{prefix = "0", reach = "local", least = 5, most = 4}]',
        'plan = [{prefix = "x", reach = "local", least = 3, most = 4}]',
        'plan = [{prefix = "0", reach = "local"}]',
        'plan = [{prefix = "0", reach = "local", least = 3, most = 4, more = 1}]',
        "unknown = 1",
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match="outbound"):
        read(tmp_path, f"[outbound]\n{line}\n")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "C", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "CALLSEAT_LANGUAGE": "en"}, "en"),
        ({"LANG": "C", "CALLSEAT_LANGUAGE": "zh"}, "zh"),
    ],
)
def test_the_language_is_that_of_the_setting_else_of_the_locale(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "CALLSEAT_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert Settings().language == language


@pytest.mark.parametrize("name", ["flow-http.md", "flow-http.zh-CN.md"])
def test_the_guide_of_flows_can_be_copied(tmp_path: Path, name: str) -> None:
    text = (GUIDES / name).read_text().split("```toml\n")[1].split("```")[0]
    settings = read(tmp_path, text)
    assert settings.http.hosts == ("crm.example.com", "orders.example.com:8443")
    assert settings.http.secrets["crm"].get_secret_value() == "Bearer 0123456789"
    assert "0123456789" not in repr(settings)
    assert Settings().http.hosts == ()


@pytest.mark.parametrize(
    "line",
    ['hosts = ["http://a"]', 'hosts = ["a/b"]', 'networks = ["10.0.0.300"]', "at_once = 0"],
)
def test_hosts_that_are_none_are_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match="http"):
        read(tmp_path, f"[http]\n{line}\n")
