"""A bare Asterisk for driver tests: plain configuration in a temporary folder, loopback only.

The tree is named by CALLSEAT_ASTERISK_TREE (the folder that holds `usr/`), by default it is the
newest one that `callseat asterisk install` left in the user's cache.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

TRIPLET = {"x86_64": "x86_64-linux-gnu", "aarch64": "aarch64-linux-gnu"}[os.uname().machine]
LOADER = {"x86_64": "ld-linux-x86-64.so.2", "aarch64": "ld-linux-aarch64.so.1"}[os.uname().machine]
START_SECONDS = 30

MODULES = """
res_sorcery_config res_sorcery_memory res_sorcery_astdb res_timing_timerfd res_http_websocket
res_websocket_client res_crypto res_srtp res_pjproject res_pjsip res_pjsip_session res_pjsip_sdp_rtp
res_pjsip_caller_id res_pjsip_authenticator_digest res_pjsip_endpoint_identifier_user
res_pjsip_endpoint_identifier_ip res_pjsip_endpoint_identifier_anonymous
res_pjsip_outbound_authenticator_digest res_pjsip_outbound_registration res_pjsip_pubsub
res_pjsip_registrar res_pjsip_rfc3326 res_pjsip_header_funcs res_pjsip_notify res_pjsip_logger
res_pjsip_nat res_pjsip_dtmf_info res_pjsip_acl res_rtp_asterisk chan_pjsip
res_stasis res_stasis_answer res_stasis_playback res_stasis_recording res_stasis_snoop app_stasis
res_ari res_ari_model res_ari_applications res_ari_asterisk res_ari_bridges res_ari_channels
res_ari_endpoints res_ari_events res_ari_playbacks res_ari_recordings res_ari_sounds
res_ari_device_states res_stasis_device_state res_musiconhold
bridge_simple bridge_softmix bridge_holding bridge_builtin_features bridge_native_rtp
codec_ulaw codec_alaw codec_resample codec_g722 format_wav format_pcm format_sln
app_chanspy app_mixmonitor app_dial app_echo app_playback app_milliwatt
func_callerid func_channel func_pjsip_endpoint func_hangupcause func_strings func_periodic_hook
func_cut func_groupcount func_uri
pbx_config
"""


def free_port(kind: int = socket.SOCK_STREAM) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def find_tree() -> Path:
    """The folder holding `usr/sbin/asterisk`."""
    named = os.environ.get("CALLSEAT_ASTERISK_TREE")
    if named:
        return Path(named)
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "callseat"
    found = sorted(cache.glob("asterisk/**/usr/sbin/asterisk"))
    if not found:
        raise RuntimeError(
            "no Asterisk: run `callseat asterisk install` or set CALLSEAT_ASTERISK_TREE"
        )
    return found[-1].parents[2]


@dataclass
class PlainAsterisk:
    """One Asterisk process of a test; `controller_port` is where it dials for ARI."""

    run: Path
    controller_port: int = 0
    applications: Sequence[str] = ()
    files: dict[str, str] = field(default_factory=dict)
    modules: Sequence[str] = ()
    sip_port: int = 0
    http_port: int = 0
    manager_port: int = 0
    password: str = field(default_factory=lambda: secrets.token_hex(12))
    process: asyncio.subprocess.Process | None = None

    def render(self) -> None:
        self.sip_port = self.sip_port or free_port(socket.SOCK_DGRAM)
        self.http_port = self.http_port or free_port()
        self.manager_port = self.manager_port or free_port()
        for name in ("etc", "spool/recording", "keys/keys", "log", "lib", "db", "run"):
            (self.run / name).mkdir(parents=True, exist_ok=True)
        for name, text in {**self._files(), **self.files}.items():
            (self.run / "etc" / name).write_text(text)

    def _files(self) -> dict[str, str]:
        tree, run = find_tree(), self.run
        clients = "".join(
            f"[{name}]\ntype=websocket_client\nconnection_type=persistent\n"
            f"uri=ws://127.0.0.1:{self.controller_port}/ari/{name}\nprotocols=ari\n"
            f"username=asterisk\npassword={self.password}\nreconnect_interval=200\n"
            for name in self.applications
        )
        outbound = "".join(
            f"[{name}]\ntype=outbound_websocket\nwebsocket_client_id={name}\napps={name}\n"
            "local_ari_user=callseat\n"
            for name in self.applications
        )
        return {
            "asterisk.conf": (
                f"[directories]\nastetcdir={run}/etc\n"
                f"astmoddir={tree}/usr/lib/{TRIPLET}/asterisk/modules\nastvarlibdir={run}/lib\n"
                f"astdbdir={run}/db\nastkeydir={run}/keys\nastdatadir={tree}/usr/share/asterisk\n"
                f"astspooldir={run}/spool\nastrundir={run}/run\nastlogdir={run}/log\n"
                "[options]\nverbose=3\n"
            ),
            "modules.conf": "[modules]\nautoload=no\n"
            + "".join(f"load={name}.so\n" for name in [*MODULES.split(), *self.modules]),
            "logger.conf": "[general]\n[logfiles]\nfull=notice,warning,error,verbose,debug\n",
            "http.conf": f"[general]\nenabled=yes\nbindaddr=127.0.0.1\nbindport={self.http_port}\n",
            "ari.conf": "[general]\nenabled=yes\nwebsocket_write_timeout=5000\n"
            f"[callseat]\ntype=user\npassword={self.password}\n{outbound}",
            "websocket_client.conf": clients,
            "manager.conf": f"[general]\nenabled=yes\nport={self.manager_port}\n"
            "bindaddr=127.0.0.1\nwebenabled=no\n"
            f"[callseat]\nsecret={self.password}\nread=call\nwrite=system,call\n"
            "deny=0.0.0.0/0.0.0.0\npermit=127.0.0.1/255.255.255.255\n",
            "pjsip.conf": "[global]\ntype=global\nendpoint_identifier_order=username,ip,anonymous\n"
            f"[udp]\ntype=transport\nprotocol=udp\nbind=127.0.0.1:{self.sip_port}\n"
            "[anchor]\ntype=endpoint\ncontext=none\n",
            "pjsip_notify.conf": "[talk]\nEvent=>talk\n",
            "sorcery.conf": "[res_pjsip]\nendpoint=config,pjsip.conf,criteria=type=endpoint\n"
            "endpoint=memory\nauth=config,pjsip.conf,criteria=type=auth\nauth=memory\n"
            "aor=config,pjsip.conf,criteria=type=aor\naor=memory\n"
            "[res_pjsip_endpoint_identifier_ip]\n"
            "identify=config,pjsip.conf,criteria=type=identify\n",
            "extensions.conf": "[default]\n",
            "musiconhold.conf": "",
            "rtp.conf": "[general]\nrtpstart=20000\nrtpend=29000\n",
            "stasis.conf": "",
            "features.conf": "",
            "indications.conf": "[general]\ncountry=cn\n"
            "[cn]\ndescription=x\nringcadence=1000,4000\n"
            "dial=450\nbusy=450/350,0/350\nring=450/1000,0/4000\ncongestion=450/700,0/700\n",
        }

    def command(self, *arguments: str) -> list[str]:
        lib = find_tree() / "usr/lib" / TRIPLET
        return [
            str(lib / LOADER),
            "--library-path",
            str(lib),
            str(find_tree() / "usr/sbin/asterisk"),
            "-C",
            str(self.run / "etc/asterisk.conf"),
            *arguments,
        ]

    async def start(self) -> None:
        self.render()
        with (self.run / "log/console").open("ab") as console:
            self.process = await asyncio.create_subprocess_exec(
                *self.command("-f"), stdin=subprocess.DEVNULL, stdout=console, stderr=console
            )
        async with asyncio.timeout(START_SECONDS):
            while "fully booted" not in await self.console("core waitfullybooted"):  # noqa: ASYNC110
                await asyncio.sleep(0.1)

    async def console(self, line: str) -> str:
        """What the running Asterisk's command line prints for `line`."""
        child = await asyncio.create_subprocess_exec(
            *self.command("-rx", line), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        output, _ = await child.communicate()
        return output.decode(errors="replace")

    async def stop(self) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.terminate()
            try:
                await asyncio.wait_for(self.process.wait(), 10)
            except TimeoutError:
                self.process.kill()
                await self.process.wait()
