"""Waiting lines: who waits (line), which seats are ready (ready), and who gets whom (routing)."""
