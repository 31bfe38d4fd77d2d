"""The plot of simulated days."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from callseat.simulate.days import Trial, Way, on_floor
from callseat.simulate.floor import HOUR, Site
from callseat.simulate.picture import draw
from callseat.simulate.population import EXPONENTIAL

SVG = "{http://www.w3.org/2000/svg}"


def test_each_way_has_a_line_in_each_chart() -> None:
    site = Site(5, length=HOUR)
    days = {
        way.value: [on_floor(Trial(site, EXPONENTIAL, way, seed)) for seed in range(2)]
        for way in (Way.PREDICTIVE, Way.RATIO)
    }
    picture = ET.fromstring(draw("5 seats & a cap", days, 300))
    lines = [one.get("points", "").split() for one in picture.iter(f"{SVG}polyline")]
    assert [len(one) for one in lines] == [4] * 6
    texts = {"".join(one.itertext()) for one in picture.iter(f"{SVG}text")}
    assert {"5 seats & a cap", "predictive", "ratio", "Utilisation", "100 %", "1 h"} <= texts
