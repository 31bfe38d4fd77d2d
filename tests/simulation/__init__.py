"""Whole days of a call centre in seconds: the domain on the simulated switch, at random by seed.

`town` makes it happen, `invariants` says what must be true after each step, `books` what must be
true of everything that was told and saved when all is over, `journal` writes inputs down.
"""
