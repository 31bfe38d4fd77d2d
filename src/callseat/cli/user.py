"""`callseat user`: who may log in, at which seat, with which skills."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Annotated, Any

import typer

from callseat.cli.database import Opened, work
from callseat.cli.output import AsJson, ask_secret, fail, say, show
from callseat.domain.directory import Account, Reach, Role, Skill
from callseat.store.directory.things import AccountRecord

user_app = typer.Typer(no_args_is_help=True, help="Accounts: agents, supervisors, administrators.")

User = Annotated[str, typer.Argument(help="The user name.", show_default=False)]
Generate = Annotated[
    bool, typer.Option("--generate", help="Make a password and show it once (else it is asked).")
]
CallerOption = Annotated[
    list[str] | None,
    typer.Option(
        "--caller", help="A number to show on calls to the outside; the first by default."
    ),
]
ReachOption = Annotated[
    Reach | None,
    typer.Option(help="How far it may call (else as its role may).", show_default=False),
]
SkillOption = Annotated[
    list[str] | None, typer.Option("--skill", help="A queue to serve, as QUEUE or QUEUE:LEVEL.")
]


COLUMNS = (
    "user", "name", "role", "extension", "group", "supervises", "skills", "callers", "reach",
    "disabled",
)  # fmt: skip


@user_app.command()
def add(
    ctx: typer.Context,
    user: User,
    name: str = "",
    role: Role = Role.AGENT,
    extension: Annotated[str, typer.Option(help="The seat's phone, such as 1001.")] = "",
    group: str = "",
    skill: SkillOption = None,
    supervises: Annotated[
        list[str] | None, typer.Option(help="A group in a supervisor's scope.")
    ] = None,
    caller: CallerOption = None,
    reach: ReachOption = None,
    generate: Generate = False,
) -> None:
    """Add an account; its seat and the phone's secret are made with it."""
    skills = tuple(map(read_skill, skill or ()))
    scope, callers = tuple(supervises or ()), tuple(caller or ())
    account = Account(user, name, role, extension, group, scope, skills, callers, reach)
    password = new_password(generate)
    work(ctx, lambda opened: opened.directory.accounts.add(account, password))
    say(f"User {user} is added.")
    _tell(password, generate)
    if extension:
        say(f"Its phone is set up as `callseat phone show {extension}` says.")


@user_app.command()
def change(
    ctx: typer.Context,
    user: User,
    name: Annotated[str | None, typer.Option(show_default=False)] = None,
    role: Annotated[Role | None, typer.Option(show_default=False)] = None,
    extension: Annotated[str | None, typer.Option(help='"" is none.', show_default=False)] = None,
    group: Annotated[str | None, typer.Option(help='"" is none.', show_default=False)] = None,
    caller: CallerOption = None,
    no_callers: Annotated[bool, typer.Option("--no-callers", help="Show no number.")] = False,
    reach: ReachOption = None,
    reach_of_role: Annotated[
        bool, typer.Option("--reach-of-role", help="Call as far as the role may.")
    ] = False,
) -> None:
    """Change what is given, and nothing else. A new extension counts from the next login."""
    given: dict[str, Any] = {"name": name, "role": role, "extension": extension, "group": group}
    given |= {"callers": tuple(caller) if caller else None, "reach": reach}
    values = {key: value for key, value in given.items() if value is not None}
    values |= {"callers": ()} if no_callers else {}
    values |= {"reach": None} if reach_of_role else {}

    async def change_it(opened: Opened) -> None:
        found = await opened.directory.accounts.get(user)
        await opened.directory.accounts.change(replace(found.account, **values))

    work(ctx, change_it)
    say(f"User {user} is changed.")


@user_app.command("list")
def list_users(ctx: typer.Context, as_json: AsJson = False) -> None:
    """All accounts."""
    records = work(ctx, lambda opened: opened.directory.accounts.every())
    show(COLUMNS, map(_row, records), as_json=as_json)


@user_app.command()
def remove(ctx: typer.Context, user: User) -> None:
    """Remove an account; who is logged in with it is signed out when its call is over."""
    work(ctx, lambda opened: opened.directory.accounts.remove(user))
    say(f"User {user} is removed.")


@user_app.command()
def password(ctx: typer.Context, user: User, generate: Generate = False) -> None:
    """Set a new password."""
    new = new_password(generate)
    work(ctx, lambda opened: opened.directory.accounts.set_password(user, new))
    say(f"User {user} has a new password.")
    _tell(new, generate)


@user_app.command()
def disable(ctx: typer.Context, user: User) -> None:
    """Forbid the login, and keep the account."""
    work(ctx, lambda opened: opened.directory.accounts.set_disabled(user, True))
    say(f"User {user} is disabled.")


@user_app.command()
def enable(ctx: typer.Context, user: User) -> None:
    """Allow the login again."""
    work(ctx, lambda opened: opened.directory.accounts.set_disabled(user, False))
    say(f"User {user} is enabled.")


@user_app.command("skill")
def set_skills(
    ctx: typer.Context,
    user: User,
    skill: Annotated[
        list[str] | None, typer.Argument(help="QUEUE or QUEUE:LEVEL (1 to 9); none: no queue.")
    ] = None,
) -> None:
    """Replace the queues that an account serves."""
    skills = tuple(map(read_skill, skill or ()))
    work(ctx, lambda opened: opened.directory.accounts.set_skills(user, skills))
    served = ", ".join(f"{one.queue} (level {one.level})" for one in skills)
    say(f"User {user} serves {served or 'no queue'}.")


def read_skill(text: str) -> Skill:
    """QUEUE or QUEUE:LEVEL. Raises typer.Exit after a sentence."""
    queue, colon, level = text.partition(":")
    if not colon:
        return Skill(queue)
    if not level.isascii() or not level.isdigit():
        raise fail(f"The skill {text[:40]!a} is not of the form QUEUE or QUEUE:LEVEL.")
    return Skill(queue, int(level[:4]))


def new_password(generate: bool) -> str:
    """Generated, or asked."""
    if generate:
        return secrets.token_urlsafe(12)
    return ask_secret("Password")


def _tell(password: str, generated: bool) -> None:
    if generated:
        say(f"Password (shown only now): {password}")


def _row(record: AccountRecord) -> tuple[object, ...]:
    account = record.account
    skills = [f"{one.queue}:{one.level}" for one in account.skills]
    return (
        account.user,
        account.name,
        account.role.value,
        account.extension,
        account.group,
        list(account.supervises),
        skills,
        list(account.callers),
        account.reach or "",
        record.disabled,
    )
