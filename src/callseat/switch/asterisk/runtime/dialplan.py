"""extensions.conf: every call goes into the application, whatever its number is.

Nothing that comes from outside (EXTEN, caller id) is named in it, so no form of it can act:
the server reads number and caller from the StasisStart event. Detection is given numbers of ours.
"""

from callseat import sounds

from .settings import AsteriskSettings

_CONTEXT = """[{context}]
exten => _[0-9a-zA-Z+*#]!,1,Set(CALLSEAT_TRIES=0)
 same => n,Set(TIMEOUT(absolute)={longest})
 same => n(enter),Stasis({application},{kind})
 same => n,GotoIf($["${{STASISSTATUS}}" = "SUCCESS"]?done)
 same => n,Set(CALLSEAT_TRIES=$[${{CALLSEAT_TRIES}} + 1])
 same => n,GotoIf($[${{CALLSEAT_TRIES}} > {retries}]?give_up)
 same => n,Progress()
 same => n,Playback({chime},noanswer)
 same => n,Goto(enter)
 same => n(give_up),Congestion(10)
 same => n(done),Hangup()
exten => h,1,Hangup()
"""
"""`h` stands by itself and ends: the pattern matches it too, and a call that has ended would go on
there with the second step, into the application again."""


_DETECTION = """[{context}]
exten => _X!,1,AMD(${{CUT(EXTEN,*,1)}},${{CUT(EXTEN,*,2)}},${{CUT(EXTEN,*,3)}},${{CUT(EXTEN,*,4)}})
 same => n,GotoIf($["${{AMDSTATUS}}${{CUT(EXTEN,*,5)}}" != "MACHINE1"]?tell)
 same => n,WaitForSilence({pause},1,{longest})
 same => n(tell),Stasis({application},{heard},${{AMDSTATUS}},${{AMDCAUSE}})
 same => n,Hangup()
exten => h,1,Hangup()
"""
HEARD = "heard"
"""First argument with which a leg comes back from detection; the verdict and its cause follow."""
GREETING_OVER = 1500
"""Milliseconds of silence after which a machine's greeting is over."""
LONGEST_GREETING = 60
"""Seconds for which that is waited."""


def detection_context(application: str) -> str:
    """Where an answered leg is listened to, its extension says the thresholds (see perform)."""
    return f"{application}-detection"


def extensions(settings: AsteriskSettings) -> str:
    """The contexts `<application>-inbound` (trunks), `<application>-phone` (seats' phones), and
    `<application>-detection` (whether a machine has answered).

    The application is told the kind, `inbound` or `phone`, as its only argument. A call that
    finds no application hears a chime, is tried again, and ends with congestion.
    """
    detection = _DETECTION.format(
        context=detection_context(settings.application),
        application=settings.applications()[-1],
        heard=HEARD,
        pause=GREETING_OVER,
        longest=LONGEST_GREETING,
    )
    return detection + "\n".join(
        _CONTEXT.format(
            context=f"{settings.application}-{kind}",
            application=settings.application,
            kind=kind,
            longest=settings.longest_call,
            retries=settings.unattended_retries,
            chime=sounds.chime(),
        )
        for kind in ("inbound", "phone")
    )
