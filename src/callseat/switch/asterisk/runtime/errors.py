"""What can go wrong with the runtime: each message is one sentence that says what to do."""


class SwitchRuntimeError(Exception):
    """Something outside our program prevents Asterisk from running here."""


class TreeError(SwitchRuntimeError):
    """The private Debian tree could not be built."""


class UnsuitableError(SwitchRuntimeError):
    """An Asterisk was found, but not one that we may run."""


class PortInUseError(SwitchRuntimeError):
    """A port that Asterisk needs is held by another program."""


class AlreadyRunningError(SwitchRuntimeError):
    """Another process of ours already uses the run folder."""


class StartFailedError(SwitchRuntimeError):
    """Asterisk was started and did not become ready."""
