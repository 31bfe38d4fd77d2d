"""Processes that heed Ctrl-C although the tests may run in the background, where it is ignored."""

import signal


def heed_signals() -> None:
    """To be called in the new process (`preexec_fn`): an ignored SIGINT would be inherited."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
