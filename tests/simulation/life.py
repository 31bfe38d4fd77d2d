"""What people do all day, drawn from what can be done now: customers, agents, phones, mishaps."""

from __future__ import annotations

from collections.abc import Callable

from callseat.domain import commands
from callseat.domain.inputs import Asked, ConnectionLost, DirectoryLoaded
from callseat.switch.driver import Phone
from callseat.switch.simulated import outside
from callseat.switch.simulated.settings import CustomerHabits, PhoneHabits, Reaction
from tests.simulation import calling, invariants
from tests.simulation.house import SERVICE_NUMBERS
from tests.simulation.town import Town

COMMANDS = {
    "login": 4,
    "answerCall": 12,
    "refuse": 2,
    "hangUp": 3,
    "ready": 5,
    "workFree": 3,
    "workBusy": 1,
    "doNotDisturb": 1,
    "changeStatus": 2,
    "logout": 1,
    "requestRest": 5,
    "cancelRest": 3,
    "autoCall": 1,
    "manualCall": 3,
    "requestSetTransfer": 1,
    "forceIdle": 1,
    "forceBusy": 1,
    "forceOut": 1,
}
FORCED = ("forceIdle", "forceBusy", "forceOut")


class Life:
    """Sets the alarms of one town's day. Means are in seconds."""

    def __init__(
        self, town: Town, end: int, calls_every: float = 3.0, acts_every: float = 1.0
    ) -> None:
        self.town = town
        self.random = town.random
        self.end = end
        self.asks = 0
        self.repeat(calls_every, self.customer_calls)
        self.repeat(acts_every, self.agent_acts)
        self.repeat(acts_every, self.agent_calls)
        self.repeat(2.0, self.phone_acts)
        self.repeat(45.0, self.office_acts)
        if town.weather.breaks:
            self.repeat(60.0, self.connection_breaks)

    def repeat(self, mean: float, act: Callable[[], None]) -> None:
        """Do it again and again until the day is over."""
        clock = self.town.clock
        due = clock.now + 1 + int(self.random.expovariate(1 / mean) * 1000)

        def again() -> None:
            act()
            self.repeat(mean, act)

        if due < self.end:
            clock.at(due, again)

    def customer_calls(self) -> None:
        random = self.random
        habits = CustomerHabits(
            patience=random.choice([0, 3_000, 20_000, 60_000]),
            talk=random.choice([0, 5_000, 30_000]),
            digits=((random.randint(100, 15_000), random.choice("1239#")),),
        )
        caller = random.choice(["13800138000", "13900139000", "", "<b>&,'"])
        number = random.choice(SERVICE_NUMBERS)
        outside.call_in(self.town.network, number, caller, habits=habits)

    def agent_acts(self) -> None:
        user = self.random.choice(self.town.users)
        seat = self.town.world.seats[user]
        if seat.session and self.random.random() < 0.03:
            self.town.give(ConnectionLost(self.town.clock.now, seat.session, user))
            return
        name = self.random.choices(list(COMMANDS), list(COMMANDS.values()))[0]
        other = self.random.choice(self.town.users)
        if name in FORCED and self.random.random() < 0.8:
            user = self.random.choice(self.town.users[:2])  # who may, perhaps
        parameters: dict[str, tuple[str | int, ...]] = {
            "login": (user, ""),
            "changeStatus": (self.random.choice(["4", "8", "10", "12", "99"]),),
            "requestSetTransfer": (
                self.random.randrange(4),
                self.town.world.seats[other].account.extension,
            ),
            **dict.fromkeys(FORCED, (other,)),
        }
        self.ask(user, name, *parameters.get(name, ()))

    def agent_calls(self) -> None:
        """Somebody who is there does something with a call: has one, begins one, listens in."""
        seats = [seat for seat in self.town.world.seats.values() if seat.session]
        busy = [seat for seat in seats if seat.parts or seat.supervising]
        if seats:
            seat = self.random.choice(busy if busy and self.random.random() < 0.7 else seats)
            name, parameters = calling.draw(self.random, self.town.world, seat)
            self.ask(seat.user, name, *parameters)

    def ask(self, user: str, name: str, *parameters: str | int) -> None:
        self.asks += 1
        town = self.town
        session = town.world.seats[user].session or f"session-{self.asks}"
        if name == "login":
            session = f"session-{self.asks}"
        params = commands.TABLE[name].Params(*parameters)
        town.give(Asked(town.clock.now, f"q{self.asks}", session, user, name, params))

    def phone_acts(self) -> None:
        network = self.town.network
        phone = self.random.choice(list(network.desks.values()))
        what = self.random.randrange(12)
        if what < 4:
            outside.pick_up(network, phone)
        elif what < 6:
            outside.put_down(network, phone)
        elif what == 6:
            outside.unplug(network, phone)
        elif what == 7:
            outside.dial(network, phone, "1001")
        elif what == 8:
            reaction = self.random.choice(list(Reaction))
            phone.habits = PhoneHabits(reaction, delay=1500, talk=self.random.choice([0, 20_000]))
        else:
            outside.plug(network, phone)

    def office_acts(self) -> None:
        """The operator changes the directory, or takes a phone away and brings it back."""
        town = self.town
        if self.random.random() < 0.5:
            directory = town.directory(len(town.users))
            town.give(DirectoryLoaded(town.clock.now, directory))
            return
        gone: Phone = self.random.choice(town.phones)
        town.provision(tuple(phone for phone in town.phones if phone is not gone))
        town.clock.after(9_000, lambda: town.provision(town.phones))

    def connection_breaks(self) -> None:
        network = self.town.network
        if not network.connected:
            return
        network.disconnect()
        if self.random.random() < 0.3:
            outside.power_cut(network)
        away = self.random.choice([0, 300, 5_000])
        self.town.clock.after(away, network.connect)


def evening(town: Town) -> None:
    """Everybody hangs up and goes home; the clock runs until nothing more is to come."""
    network = town.network
    if not network.connected:
        network.connect()
        town.hear()
    town.run_until(town.clock.now + 1000)
    invariants.nobody_is_forgotten(town)
    for leg in list(network.legs.values()):
        outside.put_down(network, leg.party)
    town.hear()
    for seat in town.world.seats.values():
        if seat.session:
            town.give(ConnectionLost(town.clock.now, seat.session, seat.user))
    while town.live_a_moment():
        pass
