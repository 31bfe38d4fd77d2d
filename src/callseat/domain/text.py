"""Sentences in the two languages that people here read."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    en: str
    zh: str

    def of(self, language: str) -> str:
        """The sentence in "zh" or "en"."""
        return self.zh if language == "zh" else self.en

    def format(self, **values: object) -> Text:
        """Both sentences with these values put in, as `str.format` does."""
        return Text(self.en.format(**values), self.zh.format(**values))
