"""What lets a client go on with its login on another connection, without a password."""

from __future__ import annotations

import hashlib

Digest = bytes


class Tokens:
    """Digests of tokens and the sessions that they open. The tokens themselves are not kept."""

    def __init__(self) -> None:
        self._session: dict[Digest, str] = {}
        self._digest: dict[str, Digest] = {}

    def give(self, session: str, token: str) -> None:
        """From here on this token, and no other, is the session's."""
        self.void(session)
        digest = _digest(token)
        self._session[digest] = session
        self._digest[session] = digest

    def void(self, session: str) -> None:
        """The session's token opens nothing any more."""
        digest = self._digest.pop(session, None)
        if digest is not None:
            del self._session[digest]

    def session(self, token: str) -> str:
        """The session that a token opens, or "". Takes no longer for a token that is nearly right:
        what is looked for is its digest.
        """
        return self._session.get(_digest(token), "")


def _digest(token: str) -> Digest:
    return hashlib.sha256(token.encode()).digest()
