"""What can go wrong with the runtime: each message is one sentence that says what to do."""


class RuntimeTrouble(Exception):
    """Something outside our program prevents Asterisk from running here."""


class TreeTrouble(RuntimeTrouble):
    """The private Debian tree could not be built."""


class NotSuitable(RuntimeTrouble):
    """An Asterisk was found, but not one that we may run."""


class PortInUse(RuntimeTrouble):
    """A port that Asterisk needs is held by another program."""


class AlreadyRunning(RuntimeTrouble):
    """Another process of ours already uses the run folder."""


class StartFailed(RuntimeTrouble):
    """Asterisk was started and did not become ready."""
