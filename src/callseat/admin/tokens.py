"""Access tokens: signed, short-lived, and of no use once the password is another one.

JSON Web Tokens (RFC 7519) with HS256. A token can be renewed until `RENEWED_FOR` after the login.
"""

from __future__ import annotations

import hmac
import time
from dataclasses import dataclass
from typing import Any

import jwt

LIFE = 3600  # seconds
RENEWED_FOR = 12 * 3600  # seconds
_ALGORITHM = "HS256"
_AUDIENCE = "callseat-api"
_CLAIMS = ["sub", "iat", "exp", "aud", "auth_time", "pwd"]


class BadTokenError(Exception):
    """The token is not ours, was changed, or is too old."""


@dataclass(frozen=True, slots=True)
class Token:
    """`since` is when the password was given, in seconds since the epoch."""

    user: str
    password_mark: str
    since: int


class Tokens:
    """Issues and reads tokens with one key. `life` is seconds."""

    def __init__(self, key: bytes, life: int = LIFE) -> None:
        self._key = key
        self.life = life

    def mark(self, password_hash: str) -> str:
        """Stands for a password in a token: another password has another mark."""
        return hmac.digest(self._key, password_hash.encode(), "sha256").hex()[:32]

    def issue(self, user: str, password_hash: str, since: int = 0) -> str:
        """A token for a user who gave this password, now or at `since`."""
        now = int(time.time())
        claims: dict[str, Any] = {
            "sub": user,
            "aud": _AUDIENCE,
            "iat": now,
            "exp": now + self.life,
            "auth_time": since or now,
            "pwd": self.mark(password_hash),
        }
        return jwt.encode(claims, self._key, _ALGORITHM)

    def read(self, text: str) -> Token:
        """Raises BadTokenError."""
        try:
            claims = jwt.decode(
                text,
                self._key,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                options={"require": _CLAIMS},
            )
            return Token(str(claims["sub"]), str(claims["pwd"]), int(claims["auth_time"]))
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise BadTokenError("not a token of this server") from error


def looks_like_token(text: str) -> bool:
    """Whether it is a signed token, ours or not: a password never is."""
    try:
        return bool(jwt.get_unverified_header(text))
    except jwt.PyJWTError:
        return False


def can_be_renewed(token: Token) -> bool:
    return time.time() < token.since + RENEWED_FOR
