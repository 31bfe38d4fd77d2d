"""What every switch must do, told once and run against each of them.

A test speaks to an `Exchange` (party.py): a switch with a world of test phones and customers around
it. simulated.py is that world of plain data. What the suite decides where the port leaves it open:
every accepted Play has exactly one PlayEnded, `completed` only if it was heard to its end, so not
when it was stopped, when a sound is missing, or when its leg hangs up (then before LegEnded). A
phone that is not there is dialled and ends with 20/480. A Join moves the leg out of another call.
The same for PlayToCall, which also ends, not completed, when the last leg leaves its call. That
an outside number rings is not heard: only what it sends (LegProgress) is.
"""
