"""Numbers for Prometheus. Labels are names from our tables, never ids of calls or people."""

from __future__ import annotations

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

_STEP_BUCKETS = (0.00001, 0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)


class Metrics:
    """One registry per server, so that two servers in one process count apart."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.commands = Counter(
            "callseat_commands",
            "Commands answered, by name and outcome (accepted, or the reason of the refusal).",
            ["name", "outcome"],
            registry=self.registry,
        )
        self.events = Counter(
            "callseat_events", "Events told to clients, by name.", ["name"], registry=self.registry
        )
        self.connections = Gauge(
            "callseat_connections", "Connections of clients now.", registry=self.registry
        )
        self.logins = Gauge("callseat_logins", "Clients logged in now.", registry=self.registry)
        self.turned_away = Counter(
            "callseat_turned_away",
            "Connections not admitted because too many others have not logged in.",
            registry=self.registry,
        )
        self.closings = Counter(
            "callseat_closings",
            "Connections closed by the server, by cause (slow_reader: the outbox overflowed).",
            ["cause"],
            registry=self.registry,
        )
        self.step = Histogram(
            "callseat_step_seconds",
            "Time that the engine took for one input and its effects.",
            buckets=_STEP_BUCKETS,
            registry=self.registry,
        )

    def observe_step(self, seconds: float) -> None:
        """Called by the engine after each step."""
        self.step.observe(seconds)

    def page(self) -> bytes:
        """All numbers in Prometheus' text format."""
        return generate_latest(self.registry)
