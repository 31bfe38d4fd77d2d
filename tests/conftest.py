"""Fixtures that every test may use, and one language, whatever the tester's locale is."""

import os

pytest_plugins = ["tests.support.asterisk"]
os.environ["CALLSEAT_LANGUAGE"] = "en"
