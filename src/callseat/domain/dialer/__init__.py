"""Outbound campaigns: whom to call, when, and how many at once."""
