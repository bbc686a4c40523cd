"""What makes a clause live, and the page that says so."""

from __future__ import annotations

import pytest

from lanyard.policy.clause_coverage import Cover, cover, render_markdown
from lanyard.policy.features import Feature, Features
from lanyard.policy.law import LawRegister
from lanyard.policy.pack import Pack
from tests.policy.worlds import make_pack

CLAUSES = """
### 1.1 Calls {#calls}
Ring nobody.

```clause
force: must not and should
binds: all adults
except: an emergency
feature: call-log
purpose: safety
```
```rule
never
  act: call
  duty: tell_head
  unless: emergency
    fine
      duty: tell_head now, hand_over
```
```example
A story.
act: call · emergency: no → never
```

## 2 More {#more}

### 2.1 Advice | and notes {#advice}
Be kind.

```clause
force: should
binds: all adults
except: none
guidance: Shown beside every answer.
purpose: safety
```

### 2.2 Alone {#alone}
Nothing makes this live.

```clause
force: aim
binds: school
purpose: safety
```
"""


def feature(id_: str, *clauses: str, page: str = "") -> Feature:
    """A feature that serves some clauses; live when it has a page."""
    return Feature(id_, id_.capitalize(), "It helps.", clauses, "live" if page else "later", "Ask.", page, False, "")


FEATURES = Features((feature("call-log", "1.1"), feature("ask", "1.1", "2.1", page="/")))


@pytest.fixture
def pack() -> Pack:
    """A policy of three clauses, the last of which nothing makes live."""
    return make_pack(CLAUSES)


@pytest.fixture
def covers(pack: Pack) -> tuple[Cover, ...]:
    """What makes each of its clauses live."""
    return cover(pack, FEATURES, LawRegister((), "nobody"))


def test_a_clause_is_live_by_rules_features_or_guidance(covers: tuple[Cover, ...]) -> None:
    assert [one.is_live for one in covers] == [True, True, False]
    calls, advice, alone = covers
    assert [found.id for found in calls.features] == ["call-log", "ask"]
    assert [duty.id for duty in calls.duties] == ["tell_head", "hand_over"]
    assert [found.id for found in advice.features] == ["ask"] and alone.features == ()


def test_an_unknown_feature_is_an_error(pack: Pack) -> None:
    with pytest.raises(KeyError, match="call-log"):
        cover(pack, Features(()), LawRegister((), "nobody"))


def test_the_page_has_a_table_for_each_section(pack: Pack, covers: tuple[Cover, ...]) -> None:
    page = render_markdown(pack, covers)
    assert "3 clauses, 2 rules, 1 examples and 0 statements" in page
    assert page.count("| Clause | Force; who is bound |") == 2
    assert page.index("## 1 Rules") < page.index("**1.1** Calls") < page.index("## 2 More") < page.index("**2.1**")
    assert "must not and should; all adults; except: an emergency | 2 rules, 1 example |" in page
    assert "Tell the head teacher. Hand it over. | Call-log (later); Ask (live) | – |" in page
    assert "Advice \\| and notes (`advice`) | should; all adults | – | – | Ask (live); guidance: Shown beside" in page
    assert page.endswith("| **2.2** Alone (`alone`) | aim; school | – | – | – | – |\n")
