"""The city: a telephone network around a Callseat, for tests and the demonstration.

A second Asterisk is carrier, customers and registered desk phones; this package tells it, over
ARI, what each person does. Every party speaks a sine tone of its own and records what it hears,
so that who hears whom is measured, not believed.

`city`           the whole: `City.start`, `phone`, `call`, `answering`, `place_calls`
`leg`, `story`   one call as one party has it, and what became of it
`phone`          a desk phone with its registration
`manner`         what a called party does by itself
`tones`          what is spoken
`ear`, `ears`    waiting for what is heard, and measuring it
`load`           many calls at a rate
`capture`        SIP messages seen at the city's side: registrations, "talk" notifications
`configuration`  the second Asterisk's files
"""

from .city import City, CitySettings
from .ear import NotHeardError
from .ears import Heard
from .leg import Leg
from .load import Load
from .manner import (
    ANNOUNCES,
    ANSWERS,
    BUSY,
    DECLINES,
    FAILS,
    MACHINE,
    PERSON,
    RINGS,
    SILENT,
    UNKNOWN,
    Manner,
)
from .phone import DeskPhone, RegistrationError
from .waiting import TooLateError

__all__ = [
    "ANNOUNCES",
    "ANSWERS",
    "BUSY",
    "DECLINES",
    "FAILS",
    "MACHINE",
    "PERSON",
    "RINGS",
    "SILENT",
    "UNKNOWN",
    "City",
    "CitySettings",
    "DeskPhone",
    "Heard",
    "Leg",
    "Load",
    "Manner",
    "NotHeardError",
    "RegistrationError",
    "TooLateError",
]
