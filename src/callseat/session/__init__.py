"""Callseat: see ARCHITECTURE.md."""
