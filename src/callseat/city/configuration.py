"""The files of the city's Asterisk: a carrier's line, tones, capture, and its dialplan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .ears import RECORDED_SUFFIX
from .tones import FREQUENCIES, SILENCE, sound_class

CARRIER_ADDRESS = "127.0.0.2"
"""Where the carrier's line is; phones are on 127.0.0.1, so that addresses tell them apart."""
PHONE_ADDRESS = "127.0.0.1"
LINE, TONES_LINE = "carrier", "carrier-tones"
"""Endpoints of the carrier's line: calls whose keys go beside the sound, and in it."""
APPLICATION = "city"
MODULES = ("res_hep", "res_hep_pjsip")
MEDIA = {
    "disallow": "all",
    "allow": "alaw,ulaw",
    "direct_media": "no",
    "bind_rtp_to_media_address": "yes",
    "rtp_symmetric": "yes",
    "dtmf_mode": "rfc4733",
    "suppress_q850_reason_headers": "yes",  # as most telephones: the SIP status says it
}
"""What every endpoint of the city has in common."""


@dataclass(frozen=True, slots=True)
class Premises:
    """Where the city is."""

    recordings: Path
    tones: Path
    carrier_port: int
    capture_port: int
    server: tuple[str, int]


def files(premises: Premises) -> Mapping[str, str]:
    """File name to text, appended to what the runtime renders."""
    return {
        "pjsip.conf": _carrier(premises),
        "extensions.conf": _DIALPLAN.format(
            application=APPLICATION, recordings=premises.recordings, suffix=RECORDED_SUFFIX
        ),
        "musiconhold.conf": "\n".join(
            f"[{sound_class(one)}]\nmode = files\ndirectory = {premises.tones / str(one)}\n"
            for one in (*FREQUENCIES, SILENCE)
        ),
        "hep.conf": _CAPTURE.format(port=premises.capture_port),
        "modules.conf": "".join(f"load = {name}.so\n" for name in MODULES),
    }


def _carrier(premises: Premises) -> str:
    host, port = premises.server
    lines = ((LINE, MEDIA), (TONES_LINE, MEDIA | {"dtmf_mode": "inband"}))
    endpoints = (
        _ENDPOINT.format(name=name, address=CARRIER_ADDRESS, media=_written(media))
        for name, media in lines
    )
    carrier = _CARRIER.format(
        address=CARRIER_ADDRESS, port=premises.carrier_port, server=f"{host}:{port}"
    )
    return "".join([carrier, *endpoints])


def _written(options: Mapping[str, str]) -> str:
    return "\n".join(f"{name} = {value}" for name, value in options.items())


_CARRIER = """
[carrier-udp]
type = transport
protocol = udp
bind = {address}:{port}

[carrier]
type = aor
contact = sip:{server}

[carrier]
type = identify
endpoint = carrier
match = 127.0.0.0/8
"""

_ENDPOINT = """
[{name}]
type = endpoint
transport = carrier-udp
aors = carrier
context = city-outside
media_address = {address}
send_pai = yes
trust_id_outbound = yes
{media}
"""

_CAPTURE = """
[general]
enabled = yes
capture_address = 127.0.0.1:{port}
capture_id = 1
uuid_type = channel
"""

_DIALPLAN = """
[city-caller]
exten => s,1,GotoIf($["${{CITY_RECORDING}}" = ""]?speak)
 same => n,MixMonitor(,r(${{CITY_RECORDING}}))
 same => n(speak),GotoIf($["${{CITY_TONE}}" = ""]?enter)
 same => n,StartMusicOnHold(${{CITY_TONE}})
 same => n(enter),Stasis({application},caller)
 same => n,Hangup()

[city-outside]
exten => _[0-9a-zA-Z+*#]!,1,MixMonitor(,r({recordings}/${{UNIQUEID}}{suffix}))
 same => n,Stasis({application},outside)
 same => n,Hangup()
exten => h,1,Hangup()

[city-desk]
exten => _[0-9a-zA-Z+*#]!,1,MixMonitor(,r({recordings}/${{UNIQUEID}}{suffix}))
 same => n,Goto(city-desk-deaf,${{EXTEN}},1)
exten => h,1,Hangup()

[city-desk-deaf]
exten => _[0-9a-zA-Z+*#]!,1,NoOp()
 same => n,Set(ALERT=${{PJSIP_HEADER(read,Alert-Info)}})
 same => n,Stasis({application},desk,${{ALERT}},${{PJSIP_HEADER(read,Call-Info)}})
 same => n,Hangup()
exten => h,1,Hangup()
"""
"""`h` stands by itself and ends: the patterns match it too, and a call that has ended would go on
there with the second step, into the application again."""
