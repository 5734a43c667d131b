from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import Dataset, Literal

from fazhi.graph import terms

ALL_SPECIAL = "".join(map(chr, range(0x21))) + '"\\\x7f\x80\x85\u2028\ufeff\ufffe\uffff\U0001f600\U0001fffe'


def line(value: str) -> str:
    return f"<http://a/> <http://p/> {value} <http://g/> ."


@given(st.text())
@example(ALL_SPECIAL)
@example("\\n\\u0041\\")
def test_every_text_comes_back_and_is_written_as_oxigraph_writes_it(text: str) -> None:
    for written in (terms.literal(text), terms.chinese(text)):
        quads = list(ox.parse(line(written), format=ox.RdfFormat.N_QUADS))
        assert quads[0].object.value == text
        assert ox.serialize(quads, format=ox.RdfFormat.N_QUADS).decode() == line(written) + "\n"


@given(st.text(max_size=20))
@example(ALL_SPECIAL)
def test_rdflib_reads_the_same_text(text: str) -> None:
    data = Dataset()
    data.parse(data=line(terms.literal(text)), format="nquads")
    assert [value for _, _, value, _ in data.quads()] == [Literal(text)]


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12)
    | st.integers().map(Decimal)
)
@example(Decimal("1E+6"))
@example(Decimal("-0.00"))
@example(Decimal("5760.00"))
def test_every_number_comes_back_and_is_written_as_a_store_writes_it(number: Decimal) -> None:
    store = ox.Store()
    store.bulk_load(line(terms.decimal(number)).encode(), ox.RdfFormat.N_QUADS)
    (quad,) = store
    assert Decimal(quad.object.value) == number
    assert str(quad.object) == terms.decimal(number)


def test_a_float_is_written_as_it_is_printed() -> None:
    assert terms.plain_number(0.1) == "0.1"
    assert terms.plain_number(1e-07) == "0.0000001"
    assert terms.plain_number(1.0) == "1"
