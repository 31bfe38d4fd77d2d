"""A call centre for one run: settings on free loopback ports, and a directory with new secrets."""

from __future__ import annotations

import secrets
import socket
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from callseat.city.ports import free_port, free_sip_port, media_ports
from callseat.config import ServerSettings, Settings, StoreSettings
from callseat.domain.directory import Account, Group, Project, Queue, Role, Skill, Strategy
from callseat.store.directory import DirectoryStore

SERVICE_NUMBER = "4001"
FLOW = """\
code: main
name: 欢迎与选择 Welcome and menu
start: hello
nodes:
  hello:   {kind: play, sounds: [welcome], next: choose}
  choose:  {kind: menu, sounds: [menu], choices: {"1": sales, "2": service}, wait: 4, tries: 1,
            otherwise: sales}
  sales:   {kind: queue, queue: sales, overflow: busy}
  service: {kind: queue, queue: service, overflow: busy}
  busy:    {kind: play, sounds: [all-busy], next: bye}
  bye:     {kind: hangup}
"""
MAX_WAIT = 45
WRAP_UP = 3
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account of this run; `simulated` ones work by themselves."""

    user: str
    name: str
    extension: str
    role: Role = Role.AGENT
    skills: tuple[Skill, ...] = ()
    simulated: bool = False
    password: str = field(default_factory=lambda: secrets.token_urlsafe(9), repr=False)


def people() -> tuple[Person, ...]:
    """Two agents who work by themselves, two seats to try, a supervisor, an administrator.

    Who tries a seat gets the next caller: nobody shall wait long to see it ring.
    """
    both = (Skill("sales", 9), Skill("service", 9))
    return (
        Person(
            "anna",
            "安娜 Anna",
            "1001",
            skills=(Skill("sales", 8), Skill("service")),
            simulated=True,
        ),
        Person(
            "bo", "阿波 Bo", "1002", skills=(Skill("service", 8), Skill("sales")), simulated=True
        ),
        Person("guest", "访客 Guest", "1003", skills=both),
        Person("dora", "朵拉 Dora", "1004", skills=both),
        Person("chief", "班长 Chief", "1009", Role.SUPERVISOR),
        Person("root", "管理员 Administrator", "1000", Role.ADMINISTRATOR),
    )


def loopback_settings(
    base: Settings, data: Path, kind: Literal["asterisk", "simulated"]
) -> Settings:
    """The program and language of `base`; all else on this machine alone, on free ports."""
    first, last = media_ports()
    switch = {
        "kind": kind,
        "manage": True,
        "sip_host": "127.0.0.1",
        "sip_port": free_sip_port(),
        "external_address": "",
        "local_networks": (),
        "rtp_first": first,
        "rtp_last": last,
        "http_port": free_port(socket.SOCK_STREAM),
        "ari_port": 0,
        "ami_port": free_port(socket.SOCK_STREAM),
    }
    changes = {
        "data": data,
        "server": ServerSettings(port=0),
        "store": StoreSettings(),
        "switch": base.switch.model_copy(update=switch),
    }
    return base.model_copy(update=changes)


async def furnish(directory: DirectoryStore, team: tuple[Person, ...], now: int) -> None:
    """Groups, queues, accounts, the flow and its project. `now` is ms since the epoch."""
    await directory.groups.add(Group("front", "前台 Front desk"))
    for code, name in (("sales", "销售 Sales"), ("service", "服务 Service")):
        first = Strategy.LEVEL_FIRST
        await directory.queues.add(Queue(code, name, first, 12, MAX_WAIT, announce_every=15))
    for one in team:
        scope = ("front",) if one.role is Role.SUPERVISOR else ()
        account = Account(one.user, one.name, one.role, one.extension, "front", scope, one.skills)
        await directory.accounts.add(account, one.password)
    await directory.flows.save(FLOW, now, "callseat")
    project = Project(
        "P1", "热线 Hotline", (SERVICE_NUMBER,), "main", wrap_up=WRAP_UP, recorded=True
    )
    await directory.projects.add(project)
