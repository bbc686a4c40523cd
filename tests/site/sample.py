"""A policy of two clauses, so that tests of the service do not depend on any school's policy."""

from __future__ import annotations

POLICY = """---
id: sample
title: A sample policy
school: Sample Primary School
council: Sample Council
version: {version}
adopted_on: {adopted_on}
adopted_by: the full governing body
minute: {minute}
review_due: 2027-09-01
purposes: safe-working=Safe working
---

## 1.1 Pupils {{#pupils}}

### 1.1.1 Friends {{#friends}}

Nobody adds a pupil as a friend at {{school}}.

```clause
force: must not
binds: all adults
guidance: sample
purpose: safe-working
```
```rule
never
  act: befriend
  other: pupil
  duty: tell_head
```
```example
A pupil sends a request.
act: befriend · other: pupil → never, tell_head
```

### 1.1.2 Colleagues {{#colleagues}}

Colleagues may be friends.

```clause
force: permitted
binds: all adults
guidance: sample
purpose: safe-working
```
```rule
fine
  act: befriend
  other: colleague
```
```example
A colleague sends a request.
act: befriend · other: colleague → fine
```
"""

FACTS = """
[[fact]]
id = "act"
question = "What do you want to do?"

[[fact.value]]
id = "befriend"
label = "Add somebody"
phrase = "adding somebody"

[[fact.value]]
id = "write"
label = "Write to somebody"
phrase = "writing to somebody"

[[fact]]
id = "other"
question = "Who is it?"

[[fact.value]]
id = "pupil"
label = "A pupil"
phrase = "a pupil"

[[fact.value]]
id = "colleague"
label = "A colleague"
phrase = "a colleague"
"""

DUTIES = """
[[who]]
id = "head"
label = "the head teacher"
is = "head"

[[duty]]
id = "tell_head"
wording = "Tell the head teacher."
addressee = "head"
urgency = "same_day"
how = "Speak to them."
"""


def sources(*, version: str = "2026", adopted_on: str = "2026-09-01", minute: str = "26/31") -> dict[str, str]:
    """The three source files of the sample policy."""
    return {
        "policy.md": POLICY.format(version=version, adopted_on=adopted_on, minute=minute),
        "facts.toml": FACTS,
        "duties.toml": DUTIES,
    }
