"""The demonstration: a whole call centre with real calls, started by one command."""
