"""A template that has rendered other letters gives what a fresh one gives: bytes, text and refusals."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naskah.render import RichText, compile_template
from registers.dasar.galat import TemplatSalah
from tests.bahan.render import surat

KATA = st.text(
    alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=20
).filter(lambda t: not any(tanda in t for tanda in ("{{", "}}", "{%", "%}", "{_", "_}")))
NILAI = st.fixed_dictionaries(
    {
        "a": st.one_of(KATA, st.just("dua\nbaris"), st.just("\nawal")),
        "b": KATA,
        "ya": st.booleans(),
        "semua": st.lists(KATA, max_size=4),
    }
)
ASAL = surat(
    "{{ a }} dan {{ b }}{% if ya %}, juga {{ b|upper }}{% endif %}",
    "{%p for s in semua %}",
    "{{ loop.index }}. {{ s }}",
    "{%p endfor %}",
    "{% set c %}[{{ a }}]{% endset %}{{ c }}",
)
TEMPLAT = compile_template(ASAL)
SUMBER = surat("{{ a }}{% if ya %}{{ tiada }}{% endif %}")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(NILAI, min_size=1, max_size=4))
def test_what_was_rendered_before_changes_nothing(semua: list[dict[str, object]]) -> None:
    for nilai in semua:
        lama = TEMPLAT.render(nilai)
        baru = compile_template(ASAL).render(nilai)
        assert (lama.docx, lama.isi_sha256, lama.teks) == (baru.docx, baru.isi_sha256, baru.teks)


def test_a_branch_that_was_not_taken_before_is_checked_when_it_is() -> None:
    templat = compile_template(SUMBER)
    for _ in range(3):
        templat.render({"a": "x", "ya": False})
    with pytest.raises(TemplatSalah, match="tiada"):
        templat.render({"a": "x", "ya": True})


def test_a_string_out_of_place_is_refused_however_many_letters_were_right() -> None:
    templat = compile_template(surat("{% if ya %}{{r a }}{% endif %}{% if not ya %}{{ a }}{% endif %}"))
    for _ in range(3):
        templat.render({"a": "polos", "ya": False})
        templat.render({"a": RichText("kaya"), "ya": True})
    with pytest.raises(TemplatSalah, match="tidak tercetak dalam teks"):
        templat.render({"a": "polos", "ya": True})
    with pytest.raises(TemplatSalah, match="tidak tercetak dalam teks"):
        templat.render({"a": RichText("kaya"), "ya": False})
