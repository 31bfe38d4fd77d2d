"""What may be dialled and what may be pressed, the same for every driver."""

from __future__ import annotations

import re

NUMBER = re.compile(r"[0-9A-Za-z+*#]{1,40}")  # an outside number, as it may stand in a dial string
KEYS = re.compile(r"[0-9*#A-D]+")  # RFC 4733 section 3.2
