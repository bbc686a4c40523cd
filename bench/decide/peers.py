"""The peers: each is given the same rules and must name the rules that survive in a situation.

From those to the full answer is one look-up that every peer gets for nothing, so the comparison favours
them. Each is used as its documentation says is fastest: policies parsed, expressions compiled beforehand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bench.decide.encoding import EncodedRule, Member, write

Situation = Mapping[str, str]

#: OpenFisca computes for a period; any will do.
MONTH = "2026-01"


def _quoted(values: Sequence[str]) -> str:
    return ", ".join(f'"{value}"' for value in values)


class HandWritten:
    """What a careful programmer would write: one branch per act, then an if per rule."""

    name = "hand-written ifs (Python)"
    general = False

    def __init__(self, rules: Sequence[EncodedRule], acts: Sequence[str], facts: Sequence[str]) -> None:
        lines = ["def surviving(s):", "    fired = []", "    act = s['act']"]
        for act in acts:
            lines.append(f"    if act == {act!r}:")
            for rule in rules:
                if not rule.acts or act in rule.acts:
                    lines.append(f"        if {write(rule.survives, self._member, ' and ', 'not ')}: fired.append({rule.number})")
            lines.append("        return tuple(fired)")
        lines.append("    return tuple(fired)")
        namespace: dict[str, Any] = {"true": True}
        exec(compile("\n".join(lines), "<hand-written>", "exec"), namespace)  # noqa: S102 - our own generated text
        self.surviving = namespace["surviving"]

    @staticmethod
    def _member(member: Member) -> str:
        if member.fact == "act":
            return f"act in {member.values!r}" if len(member.values) > 1 else f"act == {member.values[0]!r}"
        if len(member.values) == 1:
            return f"s[{member.fact!r}] == {member.values[0]!r}"
        return f"s[{member.fact!r}] in {member.values!r}"


class Cedar:
    """Amazon's authorisation language (Rust): one ``permit`` a rule; the answer names those that hold."""

    name = "Cedar (cedarpy)"
    general = True

    def __init__(self, rules: Sequence[EncodedRule], acts: Sequence[str], facts: Sequence[str]) -> None:
        import cedarpy

        texts = []
        for rule in rules:
            when = write(rule.survives, lambda m: f"[{_quoted(m.values)}].contains(context.{m.fact})", " && ", "!")
            texts.append(f'@id("{rule.number}") permit(principal, action, resource) when {{ {when} }};')
        self.policies = cedarpy.PolicySet.from_str("\n".join(texts))
        self.entities = cedarpy.Entities.from_json_str("[]")
        self.is_authorized = cedarpy.is_authorized
        self.request = {"principal": 'A::"a"', "action": 'Action::"ask"', "resource": 'P::"p"'}

    def surviving(self, situation: Situation) -> tuple[int, ...]:
        result = self.is_authorized({**self.request, "context": situation}, self.policies, self.entities)
        return tuple(sorted(int(reason.removeprefix("policy")) for reason in result.diagnostics.reasons))


class Cel:
    """Google's Common Expression Language (Rust): one compiled expression that chooses the act first."""

    name = "CEL (common-expression-language)"
    general = True

    def __init__(self, rules: Sequence[EncodedRule], acts: Sequence[str], facts: Sequence[str]) -> None:
        import cel

        self.programs = {}
        for act in acts:
            mine = [rule for rule in rules if not rule.acts or act in rule.acts]
            parts = [f"({self._when(rule)} ? {rule.number} : -1)" for rule in mine]
            self.programs[act] = cel.compile(f"[{', '.join(parts)}]")

    @staticmethod
    def _when(rule: EncodedRule) -> str:
        return write(rule.survives, lambda m: f"{m.fact} in [{_quoted(m.values)}]", " && ", "!")

    def surviving(self, situation: Situation) -> tuple[int, ...]:
        return tuple(n for n in self.programs[situation["act"]].execute(situation) if n >= 0)


class CelNarrowed(Cel):
    """CEL again, given only the facts that the act's rules mention; to know them takes our analysis."""

    name = "CEL, told which facts matter"

    def __init__(self, rules: Sequence[EncodedRule], acts: Sequence[str], facts: Sequence[str]) -> None:
        super().__init__(rules, acts, facts)
        self.needed = {act: sorted(self._facts([rule for rule in rules if not rule.acts or act in rule.acts])) for act in acts}

    @classmethod
    def _facts(cls, rules: Sequence[EncodedRule]) -> set[str]:
        found: set[str] = set()
        for rule in rules:
            write(rule.survives, lambda m: found.add(m.fact) or "", "", "")  # type: ignore[func-returns-value]
        return found

    def surviving(self, situation: Situation) -> tuple[int, ...]:
        return super().surviving({"act": situation["act"], **{fact: situation[fact] for fact in self.needed[situation["act"]]}})


class Zen:
    """GoRules' zen-engine (Rust): an expression node that lists the rules of each act."""

    name = "zen-engine"
    general = True

    def __init__(self, rules: Sequence[EncodedRule], acts: Sequence[str], facts: Sequence[str]) -> None:
        import zen

        engine = zen.ZenEngine()
        self.decisions = {}
        for act in acts:
            mine = [rule for rule in rules if not rule.acts or act in rule.acts]
            parts = [f"({self._when(rule)} ? {rule.number} : -1)" for rule in mine]
            content = self._graph(f"[{', '.join(parts)}]")
            self.decisions[act] = engine.create_decision(zen.ZenDecisionContent(json.dumps(content)))

    @staticmethod
    def _when(rule: EncodedRule) -> str:
        return write(rule.survives, lambda m: f"({m.fact} in [{_quoted(m.values)}])", " and ", "not ")

    @staticmethod
    def _graph(expression: str) -> dict[str, Any]:
        row = {"id": "f", "key": "fired", "value": expression}
        nodes = [
            {"id": "in", "type": "inputNode", "name": "in"},
            {"id": "rules", "type": "expressionNode", "name": "rules", "content": {"expressions": [row]}},
            {"id": "out", "type": "outputNode", "name": "out"},
        ]
        edges = [{"id": "a", "sourceId": "in", "targetId": "rules"}, {"id": "b", "sourceId": "rules", "targetId": "out"}]
        return {"nodes": nodes, "edges": edges}

    def surviving(self, situation: Situation) -> tuple[int, ...]:
        result = self.decisions[situation["act"]].evaluate(situation)
        return tuple(int(n) for n in result["result"]["fired"] if n >= 0)


class Rego:
    """Open Policy Agent's language, in Microsoft's C++ interpreter: one partial set of rule numbers."""

    name = "Rego (regopy)"
    general = True

    def __init__(self, rules: Sequence[EncodedRule], acts: Sequence[str], facts: Sequence[str]) -> None:
        import regopy

        lines = ["package lanyard", "import rego.v1"]
        for rule in rules:
            lines += self._rule(rule)
        self.interpreter = regopy.Interpreter()
        self.interpreter.add_module("lanyard", "\n".join(lines))

    @staticmethod
    def _rule(rule: EncodedRule) -> list[str]:
        """Rego negates rules, not expressions, so every negated part becomes a rule of its own."""
        helpers: list[str] = []

        def body(expression: Any) -> str:
            if isinstance(expression, Member):
                return f"input.{expression.fact} in {{{_quoted(expression.values)}}}"
            if hasattr(expression, "part"):
                name = f"h{rule.number}_{len(helpers)}"
                helpers.append("")
                helpers[int(name.rpartition("_")[2])] = f"{name} if {{ {body(expression.part)} }}"
                return f"not {name}"
            return "; ".join(body(part) for part in expression.parts)

        main = f"fired contains {rule.number} if {{ {body(rule.survives)} }}"
        return [*helpers, main]

    def surviving(self, situation: Situation) -> tuple[int, ...]:
        self.interpreter.set_input(situation)
        output = self.interpreter.query("data.lanyard.fired")
        found = json.loads(str(output))
        return tuple(sorted(int(n) for n in found["expressions"][0]))


class OpenFisca:
    """OpenFisca (tax and benefit rules over NumPy): one variable a rule; here one person at a time."""

    name = "OpenFisca (one at a time)"
    general = True

    def __init__(self, rules: Sequence[EncodedRule], acts: Sequence[str], facts: Sequence[str]) -> None:
        from openfisca_core import entities, periods, taxbenefitsystems, variables

        person = entities.build_entity("person", "persons", "A person", is_person=True)
        self.system = taxbenefitsystems.TaxBenefitSystem([person])
        self.facts, self.numbers = facts, [rule.number for rule in rules]
        month = periods.DateUnit.MONTH
        for fact in facts:
            body = {"value_type": str, "entity": person, "definition_period": month, "default_value": ""}
            self.system.add_variable(type(f"fact_{fact}", (variables.Variable,), body))
        for rule in rules:
            code = write(rule.survives, self._member, " & ", "~")
            body = {"value_type": bool, "entity": person, "definition_period": month, "formula": self._formula(code)}
            self.system.add_variable(type(f"rule_{rule.number}", (variables.Variable,), body))

    @staticmethod
    def _member(member: Member) -> str:
        return "(" + " | ".join(f"(p('fact_{member.fact}', t) == {value!r})" for value in member.values) + ")"

    @staticmethod
    def _formula(code: str) -> Any:
        namespace: dict[str, Any] = {"true": True}
        exec(f"def formula(p, t):\n    return {code}", namespace)  # noqa: S102 - our own generated text
        return namespace["formula"]

    def surviving(self, situation: Situation) -> tuple[int, ...]:
        from openfisca_core.simulation_builder import SimulationBuilder

        given = {f"fact_{fact}": {MONTH: situation[fact]} for fact in self.facts}
        simulation = SimulationBuilder().build_from_entities(self.system, {"persons": {"one": given}})
        return tuple(n for n in self.numbers if simulation.calculate(f"rule_{n}", MONTH)[0])


PEERS = (HandWritten, Cedar, Cel, CelNarrowed, Zen, Rego, OpenFisca)
