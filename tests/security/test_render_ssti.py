"""Server-side template injection: nothing but values is reachable, wherever the tag stands."""

from __future__ import annotations

import pytest

from naskah.render import compile_template, lint, render_terbatas
from registers.dasar.galat import TemplatSalah
from tests.bahan.render import surat

MUATAN = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ ''|attr('\\x5f\\x5fclass\\x5f\\x5f') }}",
    "{{ a['__cla' ~ 'ss__'] }}",
    "{{ a['__init__'] }}",
    "{{ [].append(1) }}",
    "{{ b.update({'x': 1}) }}",
    "{{ b.pop('k') }}",
    "{{ b.clear() }}",
    "{{ c.sort() }}",
    "{{ c.append('x') }}",
    "{{ self }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ lipsum.__globals__ }}",
    "{{ lipsum() }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ range.__class__ }}",
    "{{ config }}",
    "{{ request.application }}",
    "{{ dict(a=1) }}",
    "{{ url_for.__globals__ }}",
    "{{ '%s'|format(1) }}",
    "{{ '{0.__class__}'.format(a) }}",
    "{{ '{x}'.format_map(b) }}",
    "{{ a.encode('utf8') }}",
    "{{ a.translate({}) }}",
    "{{ a|map('attr', '__class__')|list }}",
    "{{ c|map('safe')|join }}",
    "{{ c|map(attribute='__class__')|join }}",
    "{{ c|sum(attribute='__class__') }}",
    "{{ c|groupby('__class__') }}",
    "{{ a|safe }}",
    "{{ a|tojson }}",
    "{{ a|xmlattr }}",
    "{{ a|forceescape }}",
    "{{ a|pprint }}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% from 'x' import y %}",
    "{% extends 'x' %}",
    "{% block x %}{% endblock %}",
    "{% autoescape false %}{{ a }}{% endautoescape %}",
    "{% filter safe %}x{% endfilter %}",
    "{% set x = ''.__class__ %}{{ x }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{% macro m() %}{{ m.__globals__ }}{% endmacro %}{{ m() }}",
    "{% call(x) a() %}{% endcall %}",
    "{{ loop.__class__ }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9 ** 999999 }}",
    "{{ '%999999999d' % 1 }}",
    "{{ a.ljust(1000000000) }}",
    "{{ a.center(1000000000) }}",
    "{{ range(1000000000)|list }}",
    "{% if ''.__class__ %}x{% endif %}",
    "{{ a[b.__class__] }}",
    "{{ _ }}",
    "{{ __builtins__ }}",
    "{{ ''.mro() }}",
    "{{ a.__getattribute__('__class__') }}",
    "{{ debug }}",
]
NILAI: dict[str, object] = {"a": "teks", "b": {"k": "v"}, "c": ["x", "y"]}
TEMPAT = {
    "body": lambda m: surat(m),
    "header": lambda m: surat("x", kepala=m),
    "footer": lambda m: surat("x", kaki=m),
    "table cell": lambda m: surat(tabel=[["a", "b"], ["c", m]]),
}


def test_there_are_enough_payloads() -> None:
    assert len(set(MUATAN)) >= 60


@pytest.mark.parametrize("tempat", TEMPAT)
@pytest.mark.parametrize("muatan", MUATAN)
def test_a_payload_is_refused(muatan: str, tempat: str) -> None:
    with pytest.raises(TemplatSalah):
        compile_template(TEMPAT[tempat](muatan)).render(NILAI)


@pytest.mark.parametrize("muatan", [m for m in MUATAN if "__class__" in m and "'__cla' ~" not in m])
def test_the_check_sees_underscore_attributes_before_anything_runs(muatan: str) -> None:
    assert lint(surat(muatan))


def test_a_payload_in_a_value_is_only_text() -> None:
    assert compile_template(surat("{{ a }}")).render({"a": "a.__class__|safe"}).teks == "a.__class__|safe\n"


def test_values_are_not_changed_by_a_template() -> None:
    nilai: dict[str, object] = {"c": [3, 1, 2]}
    compile_template(surat("{{ c|sort|join(' ') }} {% set c = [9] %}")).render(nilai)
    assert nilai == {"c": [3, 1, 2]}


def test_an_untrusted_template_renders_like_a_trusted_one() -> None:
    templat = surat("Halo {{ a }}", tabel=[["{{ c|join(', ') }}"]])
    assert render_terbatas(templat, NILAI) == compile_template(templat).render(NILAI)


@pytest.mark.parametrize(
    ("templat", "pesan"),
    [
        ("{% for x in range(9999) %}{% for y in range(9999) %}{% endfor %}{% endfor %}" * 9, "belum selesai"),
        (
            "{% set n = namespace(x='aaaaaaaa') %}{% for i in range(99) %}"
            "{% set n.x = n.x ~ n.x %}{% endfor %}",
            "memori|belum selesai",
        ),
    ],
    ids=["time", "memory"],
)
def test_an_untrusted_template_cannot_take_the_machine(templat: str, pesan: str) -> None:
    with pytest.raises(TemplatSalah, match=pesan):
        render_terbatas(surat(templat), NILAI, detik=5)
