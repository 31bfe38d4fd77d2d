"""A telephone network made of plain data, with a clock of its own.

In come the effects of the domain (`perform`), and what people outside do with their telephones
(`outside`). Out come the events that a real switch would report, in order, each with the time of
the clock. `network` is the data, `hears` says who hears whom. Nothing here waits: the clock is
moved by its owner, thousands of seconds at once in a simulation, or goes with the time of day.
`switch.SimulatedSwitch` is the driver.
"""
