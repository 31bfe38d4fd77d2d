"""Asterisk as the switch: its runtime, its REST interface, and the translation to our words."""
