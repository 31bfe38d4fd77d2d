"""Flow files: YAML text to a checked `Flow`, or every fault of the file with its line.

The kinds are a table and a kind's fields are those of its dataclass, read by their types: a new
kind is one dataclass, one row here and one in the domain's check. Texts are taken from the file as
written, so `1` is "1"; what YAML would read as a truth value, a date or nothing is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml

from callseat.domain.flow import flow as kinds
from callseat.domain.flow.across import endless
from callseat.domain.flow.check import Fault, KnownNames, Unread, check_flow
from callseat.domain.flow.flow import Flow, NamedNode, Node
from callseat.store.errors import DirectoryError
from callseat.store.flow_fields import Entries, FieldError, entries, read_fields, text_of, words

KINDS: dict[str, type[Node]] = {
    "answer": kinds.Answer,
    "play": kinds.Play,
    "say": kinds.Say,
    "menu": kinds.Menu,
    "collect": kinds.Collect,
    "if": kinds.If,
    "set": kinds.Set,
    "hours": kinds.Hours,
    "http": kinds.Http,
    "lookup": kinds.Lookup,
    "attach": kinds.Attach,
    "queue": kinds.Enqueue,
    "transfer": kinds.Transfer,
    "voicemail": kinds.Voicemail,
    "flow": kinds.SubFlow,
    "return": kinds.Return,
    "goto": kinds.Goto,
    "hangup": kinds.HangUp,
}

# The one in C is five times as quick, but not every machine has it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES = 256 * 1024
_MAX_DEPTH = 16
CODE = re.compile(r"[A-Za-z0-9_-]{1,32}")
NAME = re.compile(r"[\w-]{1,64}")
FLOW_FIELDS = ("code", "name", "start", "failed", "hung_up", "nodes")
_HINT = ' (put *, #, and texts with ":" in quotes)'


@dataclass(frozen=True, slots=True, order=True)
class FlowError:
    """A fault of a flow file. Lines count from 1."""

    line: int
    node: str
    message: str

    def __str__(self) -> str:
        where = f'node "{self.node}": ' if self.node else ""
        return f"line {self.line}: {where}{self.message}"


class FlowErrors(DirectoryError):  # noqa: N818 - it is many
    """A flow file is refused; `errors` has every fault, in the order of lines."""

    def __init__(self, errors: list[FlowError]) -> None:
        self.errors = tuple(sorted(set(errors)))
        super().__init__("\n".join(map(str, self.errors)))


def read_flow(text: str, known: KnownNames, others: Iterable[Flow] = ()) -> Flow:
    """The flow of a file, beside the active `others`; raises FlowErrors.

    A large file takes a moment: run it in a thread.
    """
    reader = _Reader(text)
    flow, unread = reader.read()
    faults = check_flow(flow, known, unread)
    if not faults and not unread:
        faults = tuple(endless(flow, others))
    errors = reader.errors + [reader.located(fault) for fault in reader.news(faults)]
    if errors:
        raise FlowErrors(errors)
    return flow


class _Reader:
    """Reads on after a fault, and notes the line of every field for the check's faults."""

    def __init__(self, text: str) -> None:
        self._root = _compose(text)
        self.errors: list[FlowError] = []
        self._unread: set[tuple[str, str]] = set()
        self._lines: dict[tuple[str, str], int] = {("", ""): 1}

    def read(self) -> tuple[Flow, dict[str, Unread]]:
        found = self._entries("", self._root)
        for name, (key, _) in found.items():
            self._lines["", name] = _line(key)
            if name not in FLOW_FIELDS:
                self._note("", key, f'unknown field "{name}": a flow has {words(FLOW_FIELDS)}')
        code = self._flow_text(found, "code")
        if code and not CODE.fullmatch(code):
            self._note("", found["code"][1], "code: 1 to 32 letters, digits, _ or - are allowed")
        name = self._flow_text(found, "name") if "name" in found else ""
        start = self._flow_text(found, "start")
        failed = self._flow_text(found, "failed") if "failed" in found else ""
        hung_up = self._flow_text(found, "hung_up") if "hung_up" in found else ""
        nodes, unread = self._nodes(found)
        return Flow(code, name, start, nodes, failed, hung_up), unread

    def news(self, faults: Iterable[Fault]) -> Iterator[Fault]:
        """The faults of fields that could be read; the others are told already."""
        return (fault for fault in faults if (fault.node, fault.field) not in self._unread)

    def located(self, fault: Fault) -> FlowError:
        """The check's fault with the line of its field, or of its node."""
        lines = self._lines
        line = lines.get((fault.node, fault.field)) or lines.get((fault.node, ""), 1)
        return FlowError(line, fault.node, fault.message)

    def _flow_text(self, found: Entries, name: str) -> str:
        try:
            if name not in found:
                raise FieldError(self._root, "is missing")
            return text_of(found[name][1])
        except FieldError as fault:
            self._note("", fault.at, f"{name} {fault}")
            self._unread.add(("", name))
            return ""

    def _nodes(self, found: Entries) -> tuple[tuple[NamedNode, ...], dict[str, Unread]]:
        nodes: list[NamedNode] = []
        unread: dict[str, Unread] = {}
        if "nodes" not in found:
            self._note("", self._root, '"nodes" is missing')
            return (), unread
        for name, (key, value) in self._entries("", found["nodes"][1]).items():
            self._lines[name, ""] = _line(key)
            if not NAME.fullmatch(name):
                self._note("", key, f'"{name[:64]}" is no name: 1 to 64 letters, digits, _ or -')
            node = self._node(name, value)
            if node is None:
                unread[name] = Unread(tuple(_texts_in(value)))
            else:
                nodes.append(NamedNode(name, node))
        return tuple(nodes), unread

    def _node(self, name: str, value: yaml.Node) -> Node | None:
        found = self._entries(name, value)
        if not isinstance(value, yaml.MappingNode):
            return None
        if "kind" not in found:
            self._note(name, value, f'"kind" is missing: use {words(KINDS)}')
            return None
        key, kind_node = found.pop("kind")
        kind = KINDS.get(kind_node.value) if isinstance(kind_node, yaml.ScalarNode) else None
        if kind is None:
            self._note(name, key, f"unknown kind {_shown(kind_node)}: use {words(KINDS)}")
            return None
        fields = read_fields(kind, value, found, ("kind",))
        for fault in fields.faults:
            self._note(name, fault.at, str(fault))
        self._unread |= {(name, field) for field in fields.unread}
        for field, at in fields.places.items():
            self._lines[name, field] = _line(at)
        return kind(**fields.values)

    def _entries(self, node: str, value: yaml.Node) -> Entries:
        found, faults = entries(value)
        for fault in faults:
            self._note(node, fault.at, str(fault))
        return found

    def _note(self, node: str, at: yaml.Node, message: str) -> None:
        self.errors.append(FlowError(_line(at), node, message))


def _compose(text: str) -> yaml.Node:
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise FlowErrors([FlowError(1, "", f"the file is larger than {MAX_BYTES // 1024} KiB")])
    try:
        _refuse_bombs(text)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"this is not YAML: {error.problem}{_HINT}"
        raise FlowErrors([FlowError(mark.line + 1 if mark else 1, "", message)]) from None
    except yaml.YAMLError as error:
        message = f"this is not YAML: {str(error).splitlines()[0]}"
        raise FlowErrors([FlowError(1, "", message)]) from None
    if root is None:
        raise FlowErrors([FlowError(1, "", "the file is empty")])
    return root


def _refuse_bombs(text: str) -> None:
    # References can make a small file grow without limit, depth can exhaust the stack.
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            message = f'"*{event.anchor}" refers to another part, which is not allowed{_HINT}'
            raise FlowErrors([FlowError(_line(event), "", message)])
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            raise FlowErrors([FlowError(_line(event), "", "the file is nested too deeply")])


def _texts_in(value: yaml.Node) -> Iterator[str]:
    if isinstance(value, yaml.ScalarNode):
        yield value.value
    elif isinstance(value, yaml.SequenceNode):
        for each in value.value:
            yield from _texts_in(each)
    elif isinstance(value, yaml.MappingNode):
        for _, each in value.value:
            yield from _texts_in(each)


def _line(part: yaml.Node | yaml.Event) -> int:
    return part.start_mark.line + 1 if part.start_mark else 1


def _shown(node: yaml.Node) -> str:
    return f'"{node.value[:64]}"' if isinstance(node, yaml.ScalarNode) else "(not a text)"
