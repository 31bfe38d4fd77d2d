"""The call centre itself, as pure functions on plain data.

In:  inputs (a command asked, a switch event, a timer fired, the directory loaded), each with its
     time `at` in milliseconds since the epoch, UTC.
Out: effects (orders to the switch, timers, notices to clients, rows to save).

`step.step(world, input)` is the only door. Nouns are modules here (seat, contact, call, queue/,
flow/); verbs are modules in commands/, events/ and timers/, one each.
"""
