"""Phones and trunks as objects, and only what changed is told."""

from callseat.switch.asterisk.ari.errors import AriError
from callseat.switch.asterisk.plant import Provisioner, objects_of, trunk_of
from callseat.switch.driver import Phone, Plant, Trunk

PHONE = Phone("1001", "secret-1")
TRUNK = Trunk("north", "203.0.113.9", 5080, ("203.0.113.0/24",), "us", "their-secret")


class Asterisk:
    def __init__(self, refuses=()):
        self.asked = []
        self.refuses = refuses

    async def ask(self, request):
        _, _, _, _, kind, name = request.path.split("/")
        if name in self.refuses:
            raise AriError(400, "no", request.name)
        self.asked.append(f"{request.method} {kind} {name}")


async def told(provisioner, *plants, refuses=()):
    asterisk = Asterisk(refuses)
    for plant in plants:
        await provisioner.bring_about(plant, asterisk.ask)
    return asterisk.asked


async def test_what_an_object_names_comes_before_it():
    asked = await told(Provisioner("callseat"), Plant((PHONE,), (TRUNK,)))
    assert asked == [
        "PUT auth 1001",
        "PUT aor 1001",
        "PUT endpoint 1001",
        "PUT auth trunk-north",
        "DELETE aor trunk-north",
        "PUT aor trunk-north",
        "PUT endpoint trunk-north",
        "PUT identify trunk-north",
    ]


async def test_only_what_changed_is_told():
    provisioner = Provisioner("callseat")
    await told(provisioner, Plant((PHONE,)))
    assert await told(provisioner, Plant((PHONE,))) == []
    assert await told(provisioner, Plant((Phone("1001", "new"),))) == ["PUT auth 1001"]


async def test_what_is_gone_is_taken_away_the_other_way_round():
    provisioner = Provisioner("callseat")
    await told(provisioner, Plant((PHONE,)))
    assert await told(provisioner, Plant()) == [
        "DELETE endpoint 1001",
        "DELETE aor 1001",
        "DELETE auth 1001",
    ]


async def test_after_a_restart_all_is_told_again():
    provisioner = Provisioner("callseat")
    await told(provisioner, Plant((PHONE,)))
    provisioner.forget()
    assert len(await told(provisioner, Plant((PHONE,)))) == 3


async def test_one_that_is_refused_does_not_hold_up_the_others():
    plant = Plant((PHONE, Phone("1002", "s")))
    provisioner = Provisioner("callseat")
    asked = await told(provisioner, plant, refuses=("1001",))
    assert asked == ["PUT auth 1002", "PUT aor 1002", "PUT endpoint 1002"]
    assert len(await told(provisioner, plant)) == 3, "it is tried again"


def test_calls_of_phones_and_of_trunks_enter_by_different_doors():
    objects = objects_of(Plant((PHONE,), (TRUNK,)), "callseat")
    assert objects["res_pjsip", "endpoint", "1001"]["context"] == "callseat-phone"
    trunk = objects["res_pjsip", "endpoint", "trunk-north"]
    assert trunk["context"] == "callseat-inbound"
    assert trunk["outbound_auth"] == "trunk-north"
    assert objects["res_pjsip", "identify", "trunk-north"]["match"] == "203.0.113.0/24"
    assert trunk_of("trunk-north") == "north"
    assert trunk_of("1001") is None
