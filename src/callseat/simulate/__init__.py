"""Campaigns in virtual time: what a way of pacing makes of a population of leads.

In goes a `Population` (how people answer, ring and talk, by the time of day), out come the
`Figures` of a day. `house` is the server's own code, step by step, on the simulated switch. `floor`
is the call centre as numbers, without calls: many days a minute; what decides there is a
`Controller`: the campaign's own cap and pacer, or the reference. Both must agree.
"""
