"""Settings rendered into the files of a run folder."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .dialplan import extensions
from .folder import RunFolder, write_private
from .ini import Section, objects, render, section
from .installation import Installation
from .interfaces import interfaces
from .modules import MODULES
from .settings import AsteriskSettings
from .telephony import telephony


@dataclass(frozen=True, slots=True)
class Plan:
    """All that decides how an Asterisk runs."""

    settings: AsteriskSettings
    folder: RunFolder
    installation: Installation
    extra: Mapping[str, str] = field(default_factory=dict)
    """File name to text appended to that file, or a file of its own: a test network's dialplan."""


def render_configuration(plan: Plan) -> dict[str, str]:
    """File name to text. Raises ValueError for a setting that is not one line of text."""
    plan.folder.create()
    files = _files(plan.settings, plan.folder, plan.installation)
    texts = {name: render(parts) for name, parts in files.items()}
    texts["extensions.conf"] = extensions(plan.settings)
    for name, text in plan.extra.items():
        if Path(name).name != name:
            raise ValueError(f"not a plain file name: {name!r}")
        texts[name] = f"{texts.get(name, '')}\n{text}"
    return texts


def fingerprint(texts: Mapping[str, str]) -> str:
    """A short name of the configuration: a running Asterisk with another one is not adopted."""
    return hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest()[:16]


def write_configuration(folder: RunFolder, texts: Mapping[str, str]) -> None:
    """Put the texts into the folder, in place of those of an earlier run."""
    for old in folder.etc.iterdir():
        if old.name not in texts:
            old.unlink()
    for name, text in texts.items():
        write_private(folder.etc / name, text)


def _files(
    settings: AsteriskSettings, folder: RunFolder, installation: Installation
) -> dict[str, list[Section]]:
    return {
        "asterisk.conf": _main(folder, installation),
        "modules.conf": [_modules(settings, installation)],
        "logger.conf": _logger(folder),
        "cdr.conf": [section("general", enable=False)],
        "cel.conf": [section("general", enable=False)],
        "statsd.conf": [section("general", enabled=False)],
        **{name: [] for name in _EMPTY},
        **telephony(settings),
        **interfaces(settings, folder.secrets()),
    }


_EMPTY = (
    "amd.conf",  # without it app_amd does not load; every call of AMD() names its thresholds
    "features.conf",
    "ccss.conf",
    "udptl.conf",
    "acl.conf",
    "stasis.conf",
    "geolocation.conf",
    "pjproject.conf",
)
"""Files whose absence prints a warning, if nothing else is said."""


def _main(folder: RunFolder, installation: Installation) -> list[Section]:
    return [
        objects("directories", _directories(folder, installation)),
        section(
            "options",
            live_dangerously=False,
            disable_remote_console_shell=True,
            hideconnect=True,
            hide_messaging_ami_events=True,
        ),
    ]


def _directories(folder: RunFolder, installation: Installation) -> list[tuple[str, str]]:
    """Read from the installation, written only inside the run folder."""
    inside = {
        "etc": "etc",
        "varlib": "lib",
        "db": "lib",
        "key": "lib",
        "cache": "cache",
        "spool": "spool",
        "run": "run",
        "log": "log",
        "agi": "lib",
        "sbin": "lib",
    }
    root = folder.root.absolute()
    written = [(f"ast{name}dir", str(root / path)) for name, path in inside.items()]
    read = [("astmoddir", str(installation.modules)), ("astdatadir", str(installation.data))]
    return read + written


def _modules(settings: AsteriskSettings, installation: Installation) -> Section:
    wanted = dict.fromkeys((*MODULES, *settings.extra_modules))
    present = [name for name in wanted if (installation.modules / f"{name}.so").exists()]
    lines = [("load", f"{name}.so") for name in present]
    return Section("modules", (("autoload", False), *lines))


def _logger(folder: RunFolder) -> list[Section]:
    return [
        section("general", dateformat="%Y-%m-%dT%H:%M:%S.%3q%z", rotatestrategy="rotate"),
        objects("logfiles", [(folder.log_file.name, "[json]notice,warning,error")]),
    ]
