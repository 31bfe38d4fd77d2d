"""Callseat: a call-centre CTI server on Asterisk. ARCHITECTURE.md says where things are."""

__version__ = "0.1.0"
