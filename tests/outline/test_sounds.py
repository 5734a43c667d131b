"""The component that hears problems amid the work: its weights are those that its script makes, and it tells new sentences."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from fazhi.outline.sounds import is_plainly_a_problem
from fazhi.resources import rows

TOP = Path(__file__).resolve().parents[2]


def test_the_weights_are_what_the_script_makes() -> None:
    script = runpy.run_path(str(TOP / ".ci" / "train_sounds.py"))
    made = script["fitted"](script["examples"]())
    told = {row["run"]: int(row["weight"]) for row in rows("sounds_weights")}
    assert {run for run in told.keys() | made.keys() if abs(told.get(run, 0) - made.get(run, 0)) > 2} <= {
        run for run in told.keys() ^ made.keys() if abs(told.get(run, 0) + made.get(run, 0)) <= 7
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "离岛三个村的渔船换证至今要坐半天船到县里来办。",
        "界桩丢失大半,林场与村组每逢采伐季都纠缠不清。",
        "年轻驾驶员对安全课提不起兴趣,签到之后就不见人影。",
        "受经费所限,十二个检测站里有七个常年开不了机。",
    ],
)
def test_a_problem_without_a_word_that_announces_it(sentence: str) -> None:
    assert is_plainly_a_problem(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "渔船换证不再往返奔波,码头上就能办妥。",
        "林场与村组的界桩补齐大半,采伐季没有起一次争执。",
        "小纠纷不出寨,大纠纷不出乡。",
        "针对检测站开机难,筹资修复设备7台。",
        "不合格的维修点一律摘牌,拒不停业的移交公安机关。",
    ],
)
def test_work_that_speaks_of_wants(sentence: str) -> None:
    assert not is_plainly_a_problem(sentence)
