"""Logging in with the same names, passwords, lock-out and words as on the WebSocket."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from callseat.admin.caller import By
from callseat.admin.models.people import AccessToken, Credentials, PhoneCredentials, UserShown
from callseat.admin.problems import Problem, Reason, responses
from callseat.admin.routes.common import only_known, protected
from callseat.admin.routes.users import shown
from callseat.admin.services import Of, Services
from callseat.admin.tokens import can_be_renewed
from callseat.wire.gate import REASONS, Verdict

login = APIRouter(
    tags=["tokens"],
    dependencies=[Depends(only_known)],
    responses=responses(400, 401, 403, 413, 422, 423, 503),
)
router = protected("tokens")


@login.post("/tokens", operation_id="createToken", status_code=201, response_model=AccessToken)
async def create(body: Credentials, services: Of) -> AccessToken:
    """Log in. The token is sent with each request: `Authorization: Bearer <token>`."""
    verdict = await services.authenticate(body.user, body.password)
    if verdict is not Verdict.OK:
        raise Problem(Reason(REASONS[verdict].value))
    return await _issue(services, body.user)


@router.post("/tokens/renew", operation_id="renewToken", status_code=201)
async def renew(services: Of, by: By) -> AccessToken:
    """A new token for one that is still good, until 12 hours after the login."""
    if not can_be_renewed(by.token):
        raise Problem(Reason.NOT_LOGGED_IN)
    return await _issue(services, by.user, by.token.since)


@router.get("/me", operation_id="getMe", response_model=UserShown)
async def me(by: By) -> UserShown:
    """The caller's own account."""
    return shown(by.account, disabled=False)


@router.post("/phone", operation_id="createPhone", status_code=201)
async def phone(services: Of, by: By) -> PhoneCredentials:
    """New credentials for a telephone in the browser, once the caller's seat is logged in. Until
    that login ends the extension is the browser's, and not the desk phone's.
    """
    seat = services.world().seats.get(by.user)
    if seat is None or not seat.session or not seat.extension:
        raise Problem(Reason.CONFLICT, "The seat is not logged in.")
    secret = await services.browser_phone(by.user, seat.extension)
    return PhoneCredentials(extension=seat.extension, secret=secret)


async def _issue(services: Services, user: str, since: int = 0) -> AccessToken:
    credential = await services.directory.accounts.credential(user)
    if credential is None:
        raise Problem(Reason.WRONG_CREDENTIALS)
    token = services.tokens.issue(user, credential.password_hash, since)
    return AccessToken(access_token=token, expires_in=services.tokens.life)
