"""The command line: `main` is the command `callseat`, each subcommand is a module here.

`root` has the options of all, `output` what they print, `database` the way to the directory.
"""

from callseat.cli.asterisk import asterisk_app
from callseat.cli.audit import audit_app
from callseat.cli.calendar import calendar_app
from callseat.cli.campaign import campaign_app
from callseat.cli.demo import demo_command
from callseat.cli.do_not_call import do_not_call_app
from callseat.cli.doctor import doctor_command
from callseat.cli.flow import flow_app
from callseat.cli.group import group_app
from callseat.cli.phone import phone_app
from callseat.cli.project import project_app
from callseat.cli.queue import queue_app
from callseat.cli.records import records_app
from callseat.cli.report import report_app
from callseat.cli.root import main
from callseat.cli.run import run_command
from callseat.cli.seat import seat_app
from callseat.cli.simulate import simulate_app
from callseat.cli.sound import sound_app
from callseat.cli.trunk import trunk_app
from callseat.cli.user import user_app
from callseat.cli.voicemail import voicemail_app

main.command("run")(run_command)
main.command("demo")(demo_command)
main.command("doctor")(doctor_command)
main.add_typer(user_app, name="user")
main.add_typer(seat_app, name="seat")
main.add_typer(group_app, name="group")
main.add_typer(queue_app, name="queue")
main.add_typer(project_app, name="project")
main.add_typer(calendar_app, name="calendar")
main.add_typer(flow_app, name="flow")
main.add_typer(sound_app, name="sound")
main.add_typer(trunk_app, name="trunk")
main.add_typer(phone_app, name="phone")
main.add_typer(campaign_app, name="campaign")
main.add_typer(do_not_call_app, name="do-not-call")
main.add_typer(records_app, name="records")
main.add_typer(voicemail_app, name="voicemail")
main.add_typer(report_app, name="report")
main.add_typer(simulate_app, name="simulate")
main.add_typer(audit_app, name="audit")
main.add_typer(asterisk_app, name="asterisk")

__all__ = ["main"]
