"""What the benchmarks measure with, against what is known otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from benchmarks.measuring import Cores, Figure, Stopwatch, cpu_seconds, on_core, resident_megabytes

WORK = "import time\nwhile time.process_time() < 0.3: pass\nprint('done', flush=True)\ninput()"


def test_the_clock_of_a_process_is_its_cpu_time():
    before = time.process_time()
    read = cpu_seconds(os.getpid())
    assert before <= read <= time.process_time()


def test_a_stopwatch_reads_what_another_process_uses():
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", WORK], stdin=pipe, stdout=pipe) as other:
        watch = Stopwatch([other.pid])
        assert other.stdout.readline() == b"done\n"
        (used,), span = watch.read()
        assert 0.2 < used <= span + 0.05
        other.communicate(b"\n")


def test_memory_is_that_of_the_process():
    before = resident_megabytes(os.getpid())
    held = bytearray(b"x" * 50_000_000)
    assert 40 < resident_megabytes(os.getpid()) - before < 70
    assert len(held) == 50_000_000


def test_what_is_started_on_a_core_stays_there():
    core = Cores.choose().subject
    before = os.sched_getaffinity(0)
    with on_core(core):
        shown = "import os; print(os.sched_getaffinity(0))"
        done = subprocess.run(
            [sys.executable, "-c", shown], capture_output=True, text=True, check=True
        )
    assert done.stdout.strip() == str({core})
    assert os.sched_getaffinity(0) == before


def test_a_figure_is_the_middle_one_with_its_spread():
    figure = Figure.of([3.0, 1.0, 2.0])
    assert figure.text(1) == "2.0 (1.0 to 3.0)"


def test_a_process_that_is_gone_has_no_clock():
    with subprocess.Popen([sys.executable, "-c", ""]) as other:
        other.wait()
    with pytest.raises(OSError, match="Invalid argument"):
        cpu_seconds(other.pid)
