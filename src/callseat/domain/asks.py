"""What the domain asks of other programs and of the store; each is answered by one input."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fetch:
    """Ask over HTTP; Fetched comes within `timeout` s. A header `secret:NAME` is a secret."""

    id: str
    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    timeout: int = 5


@dataclass(frozen=True, slots=True)
class LookUp:
    """Ask the records about a caller; ends with LookedUp."""

    id: str
    caller: str


@dataclass(frozen=True, slots=True)
class FetchLeads:
    """Take up to `count` due leads of a campaign in hand; ends with LeadsFetched.

    Leads of the `closed` time zones are left. Taken leads are nobody else's until they are settled
    by a LeadRow, or until the server starts again.
    """

    id: str
    campaign: str
    count: int
    closed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BookAttempt:
    """Write down, for good, that a number is about to be dialled; ends with AttemptBooked.

    Nothing is dialled before that: after a crash the attempt is known, and is not made twice.
    Refused if the lead was withdrawn, if the number must not be called, or if it was called
    `most_a_day` times on `day` (YYYY-MM-DD, where the number is), by whichever campaign.
    """

    id: str  # of the attempt
    campaign: str
    lead: str
    number: str
    day: str
    most_a_day: int
    user: str = ""  # the seat that dials a previewed lead


@dataclass(frozen=True, slots=True)
class CountAnswers:
    """Ask for a campaign's answered and abandoned calls of its last 30 days; AnswersCounted."""

    id: str
    campaign: str


OutsideEffect = Fetch | LookUp | FetchLeads | BookAttempt | CountAnswers
