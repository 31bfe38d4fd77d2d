"""`callseat doctor`: is this installation fit for work? Each failed line says what to do.

`checks` looks at what is here without starting anything; `self_call` starts a server and a
telephone network beside everything else, and measures what both ends of a call hear.
"""

from callseat.cli.doctor.command import doctor_command

__all__ = ["doctor_command"]
