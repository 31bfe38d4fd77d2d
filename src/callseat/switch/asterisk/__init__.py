"""Asterisk as the telephone system: the only place that knows its words.

`runtime` brings, configures and runs the program; `ari` and `ami` talk to it; `switch` is the
driver: `perform` turns effects into requests, `translate` turns Asterisk's events into inputs,
`plant` makes phones and trunks known, `recordings` turns what was recorded into WAV files.
"""
