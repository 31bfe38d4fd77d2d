"""The files about SIP and sound: pjsip, sorcery, rtp, music, tones."""

from callseat import sounds

from .ini import Section, Value, section
from .settings import AsteriskSettings

Files = dict[str, list[Section]]

_DYNAMIC = {
    "res_pjsip": ("endpoint", "auth", "aor"),
    "res_pjsip_endpoint_identifier_ip": ("identify",),
    "res_pjsip_outbound_registration": ("registration",),
}
"""Object types that ARI creates at run time, by the module that owns each."""


def telephony(settings: AsteriskSettings) -> Files:
    """File name to sections."""
    return {
        "pjsip.conf": _pjsip(settings),
        "sorcery.conf": _sorcery(),
        "pjsip_notify.conf": _notify(),
        "rtp.conf": [_rtp(settings)],
        "musiconhold.conf": [
            section("default", mode="files", directory=_music(settings), sort="alpha"),
            section("ringback", mode="files", directory=str(sounds.ringback_folder())),
        ],
        "indications.conf": _indications(),
    }


def _pjsip(settings: AsteriskSettings) -> list[Section]:
    outside: list[tuple[str, Value]] = []
    if settings.external_address:
        outside += [
            ("external_signaling_address", settings.external_address),
            ("external_media_address", settings.external_address),
        ]
    outside += [("local_net", network) for network in settings.local_networks]
    sections = [
        section("global", type="global", user_agent=settings.user_agent, keep_alive_interval=90),
        section("ws", type="transport", protocol="ws", bind="127.0.0.1"),
    ]
    for protocol in ("udp", "tcp"):
        bind = f"{settings.sip_address}:{settings.sip_port}"
        entries = (("type", "transport"), ("protocol", protocol), ("bind", bind))
        sections.append(Section(protocol, (*entries, *outside)))
    return sections


def _sorcery() -> list[Section]:
    """Objects of pjsip.conf, and beside them objects that live in memory.

    Contacts are kept in astdb: registrations outlive a restart of Asterisk.
    """
    sections = []
    for module, types in _DYNAMIC.items():
        entries: list[tuple[str, Value]] = []
        for kind in types:
            entries += [(kind, f"config,pjsip.conf,criteria=type={kind}"), (kind, "memory")]
        if module == "res_pjsip":
            entries.append(("contact", "astdb,registrar"))
        sections.append(Section(module, tuple(entries)))
    return sections


def _notify() -> list[Section]:
    """The module loads only with at least one section; the event is given with each action."""
    return [section("callseat-talk", Event="talk")]


def _rtp(settings: AsteriskSettings) -> Section:
    return section(
        "general",
        rtpstart=settings.rtp_first_port,
        rtpend=settings.rtp_last_port,
        strictrtp="yes",
        icesupport="yes",
    )


def _music(settings: AsteriskSettings) -> str:
    return settings.music_folder or str(sounds.music_folder())


def _indications() -> list[Section]:
    """Tones of the Chinese network (ITU-T E.180 supplement 2: 450 Hz)."""
    return [
        section("general", country="cn"),
        section(
            "cn",
            description="China",
            ringcadence="1000,4000",
            dial="450",
            busy="450/350,0/350",
            ring="450/1000,0/4000",
            congestion="450/700,0/700",
        ),
    ]
