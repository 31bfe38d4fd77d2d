"""extensions.conf: every call goes into the application, whatever its number is.

Nothing that comes from outside (EXTEN, caller id) is named in it, so no form of it can act:
the server reads number and caller from the StasisStart event.
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


def extensions(settings: AsteriskSettings) -> str:
    """The contexts `<application>-inbound` (trunks) and `<application>-phone` (seats' phones).

    The application is told the kind, `inbound` or `phone`, as its only argument. A call that
    finds no application hears a chime, is tried again, and ends with congestion.
    """
    return "\n".join(
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
