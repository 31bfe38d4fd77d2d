"""Who calls: from the token to the account as it is now, and whether it may do this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from callseat.admin.permissions import PERMISSIONS, RANK, Permission
from callseat.admin.problems import Problem, Reason
from callseat.admin.services import Of, Services
from callseat.admin.tokens import BadTokenError, Token
from callseat.domain.directory import Account, Role
from callseat.store.errors import NotThereError
from callseat.store.pages import Scope

_bearer = HTTPBearer(auto_error=False, scheme_name="token", description="See createToken.")


@dataclass(frozen=True, slots=True)
class Caller:
    """An account that showed its token."""

    account: Account
    token: Token

    @property
    def user(self) -> str:
        return self.account.user

    @property
    def everything(self) -> bool:
        return self.account.role is Role.ADMINISTRATOR

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in its scope; an administrator's are not asked for."""
        return self.account.supervises if self.account.role is Role.SUPERVISOR else ()

    def sees(self, account: Account) -> bool:
        return self.everything or account.user == self.user or account.group in self.groups

    @property
    def scope(self) -> Scope | None:
        """Whose records it may see; None is everybody's."""
        return None if self.everything else Scope(self.user, self.groups)


def permission_of(request: Request) -> Permission:
    """Of the operation that is asked for. A KeyError is a route that is not in the table."""
    return PERMISSIONS[request.scope["route"].operation_id]


async def permitted(
    request: Request,
    services: Of,
    shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Caller:
    """The caller, if it may do this. Raises Problem."""
    permission = permission_of(request)
    if shown is None:
        raise Problem(Reason.NOT_LOGGED_IN)
    caller = await _identify(services, shown.credentials)
    if RANK[caller.account.role] < permission:
        raise Problem(Reason.NOT_PERMITTED)
    return caller


async def _identify(services: Services, text: str) -> Caller:
    try:
        token = services.tokens.read(text)
        found = await services.directory.accounts.get(token.user)
        credential = await services.directory.accounts.credential(token.user)
    except (BadTokenError, NotThereError):
        raise Problem(Reason.NOT_LOGGED_IN) from None
    same = credential and services.tokens.mark(credential.password_hash) == token.password_mark
    if not same or found.disabled:
        raise Problem(Reason.NOT_LOGGED_IN)
    return Caller(found.account, token)


By = Annotated[Caller, Depends(permitted)]
