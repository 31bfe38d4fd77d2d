"""What can go wrong in the store, each with a sentence for the operator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError


class StoreError(Exception):
    """The store cannot be used as asked; the text is a sentence for the operator."""


class DatabaseLostError(StoreError):
    """The database does not answer, is locked, full or broken; later it may work again."""


class DirectoryError(StoreError):
    """The input is refused and nothing was changed; the text says what is wrong with it."""


class NotThereError(DirectoryError):
    """What is named by `key` does not exist."""

    def __init__(self, sentence: str, key: str) -> None:
        super().__init__(sentence)
        self.key = key


class ConflictError(DirectoryError):
    """It would contradict what is there already: a code that is taken, a thing still in use."""


@contextmanager
def database_errors() -> Iterator[None]:
    """Turn every error of the database and its driver into `DatabaseLostError`."""
    try:
        yield
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        raise DatabaseLostError(f"The database failed: {plain(error)}") from error


def plain(error: BaseException) -> str:
    """The first line of an error, without the statement and its parameters."""
    cause = getattr(error, "orig", None) or error
    lines = str(cause).strip().splitlines()
    return lines[0] if lines else type(cause).__name__
