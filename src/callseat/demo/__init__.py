"""The demonstration: a whole call centre with real calls, started by one command.

`play` (play.py) runs it: a server on free ports, a directory made for this run (premises), the
city or the simulated network around it with customers who call (town, customers), and two agents
at work through the SDK (agents). What happens is read from the server (picture, tally) and shown
by a view: a table on a terminal (table), else a line for each event (lines); words in two
languages (words).
"""
