"""A flow walked in the terminal: on the simulated switch, in virtual time, digits typed by hand.

Nobody is signed in, no server is asked: what they would answer is typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from callseat.domain import effects
from callseat.domain.directory import Directory, Project
from callseat.domain.effects import CancelTimer, Effect, Save, SetTimer, Speech
from callseat.domain.flow.flow import Flow
from callseat.domain.inputs import (
    DirectoryLoaded,
    Fetched,
    Input,
    LookedUp,
    Started,
    TimerFired,
)
from callseat.domain.rows import ContactRow, FlowStepRow, VoicemailRow
from callseat.domain.step import step
from callseat.domain.text import Text
from callseat.domain.world import Contact, Stage, World
from callseat.fetch.answer import NotJsonError, values_of
from callseat.switch.simulated import outside
from callseat.switch.simulated.clock import Alarm, Clock
from callseat.switch.simulated.network import Customer, Network
from callseat.switch.simulated.perform import perform

NUMBER = "000"
CALLER = "13800138000"
HANG_UP = "x"
MOST = 10_000  # happenings of one trial

HELP = Text(
    "Type digits; an empty line lets time go by, x hangs up.",
    "输入按键；空行表示等待，x 表示挂机。",
)
WORDS = {
    "hears": Text("hears", "播放"),
    "says": Text("is told", "合成语音"),
    "waits": Text("waits in line", "排队"),
    "music": Text("music", "音乐"),
    "asks": Text("asks a server", "请求服务器"),
    "looks": Text("asks the records", "查询记录"),
    "dials": Text("calls", "呼叫"),
    "records": Text("records a message", "录制留言"),
    "message": Text("message", "留言"),
    "over": Text("the call is over", "通话结束"),
    "talks": Text("talks to somebody", "已接通"),
    "values": Text("values", "变量"),
    "json": Text("JSON of the answer (empty: fails)", "应答的 JSON（空行表示失败）"),
    "contacts": Text("how many earlier contacts (empty: fails)", "以往联络次数（空行表示失败）"),
}


class Trial:
    """`ask` shows a question and reads a line, "x" at the end of all; `tell` shows a line."""

    def __init__(
        self, language: str, ask: Callable[[str], str], tell: Callable[[str], None], start: int
    ) -> None:
        self._ask, self._tell = ask, tell
        self._language = language
        self._start = start
        self._world = World()
        self._network = Network(Clock(start))
        self._contact: Contact | None = None
        self._values: dict[str, str] = {}
        self._alarms: dict[str, Alarm] = {}
        self._asked: list[effects.Fetch | effects.LookUp] = []

    def run(self, flow: Flow, directory: Directory, caller: str = CALLER) -> None:
        """Walk until the call is over, or somebody answers it."""
        others = tuple(one for one in directory.flows if one.code != flow.code)
        project = Project("try", "", (NUMBER,), flow.code, recorded=False)
        trunks = directory.trunks or ("try",)
        house = replace(directory, flows=(flow, *others), projects=(project,), trunks=trunks)
        network = self._network
        network.sounds = dict.fromkeys(house.sounds)
        network.trunks = dict.fromkeys(house.trunks)
        self._do(Started(network.clock.now, "T"))
        self._do(DirectoryLoaded(network.clock.now, house))
        network.connect()
        self._tell(self._word(HELP))
        customer = outside.call_in(network, NUMBER, caller)
        self._deliver()
        for _ in range(MOST):
            contact = next(iter(self._world.contacts.values()), None)
            if contact is None or contact.stage is Stage.TALKING:
                break
            self._something(contact, customer)
        if self._world.contacts:
            self._line(WORDS["talks"])
        self._line(WORDS["over"])

    def _something(self, contact: Contact, customer: Customer) -> None:
        walk, network = contact.walk, self._network
        if self._asked:
            self._answer(self._asked.pop())
        elif contact.leg and walk is not None and (walk.listening or contact.visit):
            typed = self._ask(f"{walk.node}> ").strip()
            if typed == HANG_UP:
                outside.put_down(network, customer)
            for digit in typed:
                outside.press(network, customer, digit)
                self._deliver()
            if not typed:
                network.clock.step()
        elif not network.clock.step():
            outside.put_down(network, customer)
        self._deliver()

    def _answer(self, asked: effects.Fetch | effects.LookUp) -> None:
        now = self._network.clock.now
        if isinstance(asked, effects.LookUp):
            typed = self._ask(f"{self._word(WORDS['contacts'])}: ").strip()
            known = typed.isdecimal()
            contacts = int(typed[:6]) if known else 0
            error = "" if known else "failed"
            self._do(LookedUp(now, asked.id, contacts=contacts, error=error))
            return
        typed = self._ask(f"{self._word(WORDS['json'])}: ").strip()
        try:
            self._do(Fetched(now, asked.id, 200, values_of(typed.encode())))
        except NotJsonError:
            self._do(Fetched(now, asked.id, 0, (), "not_json"))

    def _deliver(self) -> None:
        while self._network.outbox:
            self._do(self._network.outbox.popleft())

    def _do(self, given: Input) -> None:
        wanted = step(self._world, given)
        self._contact = next(iter(self._world.contacts.values()), self._contact)
        for effect in wanted:
            self._show(effect)
            self._carry(effect)
        self._show_values()

    def _show_values(self) -> None:
        """Those that are new, or others than before."""
        found = dict(self._contact.values) if self._contact is not None else {}
        news = {name: text for name, text in found.items() if self._values.get(name) != text}
        self._values = found
        if news:
            self._line(WORDS["values"], " ".join(f"{name}={text}" for name, text in news.items()))

    def _carry(self, effect: Effect) -> None:
        match effect:
            case SetTimer(key, due):
                self._cancel(key)
                self._alarms[key] = self._network.clock.at(due, partial(self._fire, effect))
            case CancelTimer(key):
                self._cancel(key)
            case effects.Fetch() | effects.LookUp():
                self._asked.append(effect)
            case _ if isinstance(effect, effects.SwitchEffect):
                perform(self._network, effect)

    def _fire(self, timer: SetTimer) -> None:
        self._alarms.pop(timer.key, None)
        self._do(TimerFired(self._network.clock.now, timer.key, timer.timer))

    def _cancel(self, key: str) -> None:
        if key in self._alarms:
            self._alarms.pop(key).cancel()

    def _show(self, effect: Effect) -> None:
        match effect:
            case effects.Play(sounds=sounds):
                for one in sounds:
                    self._sound(one)
            case effects.StartMusic(music=music):
                self._line(WORDS["music"], music)
            case effects.Fetch(method=method, url=url, body=body):
                self._line(WORDS["asks"], f"{method} {url} {body}".strip())
            case Save(row):
                self._row(row)
            case _:
                self._show_rare(effect)

    def _show_rare(self, effect: Effect) -> None:
        match effect:
            case effects.LookUp(caller=caller):
                self._line(WORDS["looks"], caller)
            case effects.DialOutside(number=number):
                self._line(WORDS["dials"], number)
            case effects.RecordMessage():
                self._line(WORDS["records"])

    def _sound(self, sound: str | Speech) -> None:
        if isinstance(sound, Speech):
            self._line(WORDS["says"], f'"{sound.text}" ({sound.language})')
        else:
            self._line(WORDS["hears"], sound)

    def _row(self, row: object) -> None:
        match row:
            case FlowStepRow(flow=flow, node=node, branch=branch):
                self._line(Text("", ""), f"{flow}/{node} --{branch}-->")
            case VoicemailRow(box=box, duration_ms=duration):
                self._line(WORDS["message"], f"{box} {duration / 1000:g} s")
            case ContactRow(ended_at=ended, outcome=outcome, cause=cause) if ended:
                self._line(Text("", ""), f"{outcome} ({cause})")

    def _line(self, word: Text, text: str = "") -> None:
        seconds = (self._network.clock.now - self._start) // 1000
        clock = f"{seconds // 60:02}:{seconds % 60:02}"
        self._tell(" ".join(one for one in (clock, self._word(word), text) if one))

    def _word(self, word: Text) -> str:
        return word.of(self._language)
