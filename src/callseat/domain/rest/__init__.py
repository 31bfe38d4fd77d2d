"""Rest: who asked for one, who may, and how long it lasts.

`room` is the data and the table of stages, `stages` moves one seat along it, `granting` gives free
places to those who wait, `floor` holds rests back while callers are answered too late.
"""
