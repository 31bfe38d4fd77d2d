"""The call centre that is simulated: two lines that overflow, a menu, seats of different skill."""

from __future__ import annotations

from random import Random

from callseat.domain.directory import (
    Account,
    Directory,
    Group,
    Project,
    Queue,
    Role,
    Skill,
    Strategy,
)
from callseat.domain.flow.flow import (
    Answer,
    Choice,
    Enqueue,
    Flow,
    HangUp,
    Menu,
    NamedNode,
    Node,
    Play,
)
from callseat.switch.simulated.settings import NumberHabits, Reaction

SOUNDS = ("hello", "menu", "sorry", "position", "number-1", "number-2", "number-many")
ROLES = {0: Role.SUPERVISOR, 1: Role.ADMINISTRATOR}
OUTSIDE = {
    "13900139000": NumberHabits(Reaction.ANSWER, delay=2_000, talk=15_000),
    "13900139001": NumberHabits(Reaction.ANSWER, delay=3_000, talk=0, early_media=True),
    "13900139002": NumberHabits(Reaction.BUSY),
    "13900139003": NumberHabits(Reaction.WAIT),
    "13900139004": NumberHabits(Reaction.REJECT, delay=1_500),
    "13900139005": NumberHabits(Reaction.TIMEOUT, delay=9_000),
}
SERVICE_NUMBERS = ("4001", "4002", "4003", "4009")  # 4009 belongs to nobody


def house(random: Random, seats: int) -> Directory:
    return Directory(
        groups=_groups(random, seats),
        accounts=tuple(_account(random, number) for number in range(seats)),
        queues=(
            Queue(
                "sales",
                strategy=random.choice(list(Strategy)),
                ring_time=8,
                max_wait=random.choice([0, 15, 30]),
                overflow_queue=random.choice(["", "help"]),
                announce_every=random.choice([0, 7]),
            ),
            Queue("help", strategy=random.choice(list(Strategy)), ring_time=12, max_wait=40),
        ),
        projects=(
            Project("P1", "Sales", ("4001",), "straight", wrap_up=random.choice([0, 6])),
            Project("P2", "Menu", ("4002",), "menu", recorded=False),
            Project("P3", "Both", ("4003",), "menu", wrap_up=3),
        ),
        flows=(_straight(), _menu()),
        sounds=SOUNDS,
        trunks=("city",),
    )


def _groups(random: Random, seats: int) -> tuple[Group, ...]:
    quota = max(1, seats // 20)
    return (
        Group("g1", rest_quota=random.choice([0, quota, quota]), rest_allowance=20),
        Group("g2", rest_quota=random.choice([-1, quota]), rest_allowance=9, rest_floor=60),
    )


def _account(random: Random, number: int) -> Account:
    """The first is the supervisor of g1, the second the administrator."""
    queues = random.choice([("sales",), ("help",), ("sales", "help")])
    return Account(
        f"user{number}",
        role=ROLES.get(number, Role.AGENT),
        extension=str(1001 + number),
        group=random.choice(["g1", "g2"]),
        supervises=("g1",) if number == 0 else (),
        skills=tuple(Skill(queue, random.randint(1, 9)) for queue in queues),
        callers=("4001", "4003"),
    )


def _straight() -> Flow:
    nodes: dict[str, Node] = {"wait": Enqueue("sales", 3, "sorry"), "sorry": Play(("sorry",))}
    return Flow("straight", "", "wait", _named(nodes))


def _menu() -> Flow:
    nodes: dict[str, Node] = {
        "welcome": Answer("greet"),
        "greet": Play(("hello", "no-such-sound"), "menu"),
        "menu": Menu((Choice("1", "sales"), Choice("2", "help")), ("menu",), 3, 2, "bye"),
        "sales": Enqueue("sales", 1, "help"),
        "help": Enqueue("help", 0, "sorry"),
        "sorry": Play(("sorry",), "bye"),
        "bye": HangUp(),
    }
    return Flow("menu", "", "welcome", _named(nodes))


def _named(nodes: dict[str, Node]) -> tuple[NamedNode, ...]:
    return tuple(NamedNode(name, node) for name, node in nodes.items())
