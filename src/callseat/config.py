"""All settings, with their defaults. From a TOML file, overridden by environment variables.

`CALLSEAT_SERVER__PORT=9000` sets `port` in the section `[server]`. Times are seconds.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    IPvAnyNetwork,
    SecretStr,
    StringConstraints,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from callseat.domain.directory import DIAL_PLAN, DialRule, Reach

FILE_NAME = "callseat.toml"


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_Site = Annotated[
    str,
    StringConstraints(
        pattern=r"^https?://(\*\.)?([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$"
    ),
]


class ServerSettings(Section):
    """Where clients connect. Pages of `origins` may connect and use the REST API, those of
    `frame_ancestors` may show our pages in a frame.
    """

    host: str = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65535)
    certificate: Path | None = None
    certificate_key: Path | None = None
    origins: tuple[str, ...] = ()
    frame_ancestors: tuple[_Site, ...] = ()
    shutdown_wait: int = Field(60, ge=0)


class ClientsSettings(Section):
    """What clients may use of the server. Sizes are bytes.

    Of connections that have not logged in there are at most `lobby_limit`, and from one address
    `lobby_limit_per_address`: raise the latter where many seats share one address. A client for
    which more than `outbox_limit` waits to be sent reads too slowly and is cut off; it comes back.
    """

    lobby_limit: int = Field(2048, ge=1)
    lobby_limit_per_address: int = Field(512, ge=1)
    login_timeout: float = Field(10.0, gt=0)
    outbox_limit: int = Field(4 * 1024 * 1024, ge=64 * 1024)
    requests_per_second: float = Field(20.0, gt=0)
    request_burst: int = Field(40, ge=1)
    ping_interval: float = Field(20.0, gt=0)


class RulesSettings(Section):
    """What the call centre obeys. See domain.directory.Rules."""

    grace: int = Field(60, ge=0)
    cool_down: int = Field(5, ge=0)
    refusals_until_busy: int = Field(3, ge=1)
    login_busy: bool = False


_Dialled = Annotated[str, StringConstraints(pattern=r"^\+?[0-9*#]{1,32}$")]


def _sensible_plan(plan: tuple[DialRule, ...]) -> tuple[DialRule, ...]:
    for rule in plan:
        if re.fullmatch(r"\+?[0-9*#]*", rule.prefix) is None:
            raise PydanticCustomError("prefix", "a prefix of the plan has other signs than digits")
        if not 1 <= rule.least <= rule.most <= 32:
            raise PydanticCustomError("digits", "`least` and `most` digits are from 1 to 32")
    return plan


class OutboundSettings(Section):
    """What calls to the outside obey. See domain.directory.OutboundRules.

    Rules of the plan in TOML: `plan = [{prefix = "0", reach = "national", least = 8, most = 12}]`.
    """

    plan: Annotated[tuple[DialRule, ...], AfterValidator(_sensible_plan)] = DIAL_PLAN
    emergency: tuple[_Dialled, ...] = ("110", "119", "120", "122")
    forbidden: tuple[_Dialled, ...] = ("*", "#")
    agent_reach: Reach = Reach.NATIONAL
    supervisor_reach: Reach = Reach.INTERNATIONAL
    administrator_reach: Reach = Reach.INTERNATIONAL
    calls_per_minute: int = Field(30, ge=1, le=1000)
    country: str = Field("86", pattern=r"^[0-9]{1,3}$")
    international: str = Field("00", pattern=r"^[0-9]{1,5}$")
    national: str = Field("0", pattern=r"^[0-9]{0,3}$")


_Host = Annotated[
    str, StringConstraints(pattern=r"^([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$")
]
_SecretName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class HttpSettings(Section):
    """Whom flows may ask over HTTP. `hosts`: names or addresses, with a port unless it is 80 for
    http or 443 for https; none is the default. Private and loopback addresses are refused unless
    they are in `networks`. `secrets` are values of headers, which a flow names `secret:NAME`.
    """

    hosts: tuple[_Host, ...] = ()
    networks: tuple[IPvAnyNetwork, ...] = ()
    secrets: dict[_SecretName, SecretStr] = {}
    at_once: int = Field(20, ge=1, le=200)


class SpeechSettings(Section):
    """Of the texts that flows speak, by the espeak-ng on PATH, `cache` MiB are kept."""

    cache: int = Field(200, ge=1, le=100_000)


class StoreSettings(Section):
    """An empty URL is a SQLite file in the data folder; else postgresql://user:pass@host/name."""

    url: str = ""
    login_failures: int = Field(5, ge=1)
    lock_time: int = Field(300, ge=1)


class SwitchSettings(Section):
    """The telephone system. `simulated` needs no telephony at all.

    An empty `program` finds Asterisk on PATH, or brings one. With `manage = false` an Asterisk that
    others start is used, with the configuration that is written to the data folder.
    """

    kind: Literal["asterisk", "simulated"] = "asterisk"
    program: str = ""
    manage: bool = True
    sip_host: str = "0.0.0.0"  # noqa: S104 - phones and carriers are outside
    sip_port: int = Field(5060, ge=1, le=65535)
    external_address: str = ""
    local_networks: tuple[str, ...] = ()
    rtp_first: int = Field(10000, ge=1024, le=65535)
    rtp_last: int = Field(20000, ge=1024, le=65535)
    http_port: int = Field(8088, ge=1, le=65535)
    ari_port: int = Field(8089, ge=0, le=65535)
    ami_port: int = Field(5038, ge=1, le=65535)
    command_sockets: int = Field(4, ge=2, le=32)


class LogSettings(Section):
    """What is logged to standard error. `auto`: text on a terminal, else one JSON object a line."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    form: Literal["auto", "text", "json"] = "auto"


def _known_time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a name at all, a folder of names
        raise PydanticCustomError(
            "timezone",
            "there is no time zone {name}, use one like Asia/Shanghai",
            {"name": ascii(name[:64])},
        ) from None
    return name


def language_of_locale() -> Literal["zh", "en"]:
    """What whoever started the program reads; POSIX says in which order these are looked at."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next(filter(None, map(os.environ.get, names)), "")
    return "zh" if locale.startswith("zh") else "en"


class Settings(BaseSettings):
    """The whole configuration. `language` is that of prompts and of what is printed."""

    model_config = SettingsConfigDict(
        env_prefix="CALLSEAT_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    data: Path = Field(default_factory=lambda: Path.home() / ".local" / "share" / "callseat")
    language: Literal["zh", "en"] = Field(default_factory=language_of_locale)
    timezone: Annotated[str, AfterValidator(_known_time_zone)] = "Asia/Shanghai"
    server: ServerSettings = ServerSettings()
    clients: ClientsSettings = ClientsSettings()
    rules: RulesSettings = RulesSettings()
    outbound: OutboundSettings = OutboundSettings()
    http: HttpSettings = HttpSettings()
    speech: SpeechSettings = SpeechSettings()
    store: StoreSettings = StoreSettings()
    switch: SwitchSettings = SwitchSettings()
    log: LogSettings = LogSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del dotenv_settings, file_secret_settings
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls))


def read_settings(file: Path | None = None) -> Settings:
    """Settings from this file, or from callseat.toml here if there is one. Raises ValueError."""
    path = file or Path(FILE_NAME)
    if file is not None and not file.is_file():
        raise ValueError(f"There is no settings file {file}.")

    class FromFile(Settings):
        model_config = SettingsConfigDict(toml_file=path)

    return FromFile()
