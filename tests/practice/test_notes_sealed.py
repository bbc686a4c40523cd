"""What people note stands nowhere in the database, the logs, addresses or sessions as words."""

from __future__ import annotations

import pytest

from lanyard.people.models import Role
from lanyard.practice.models import Note, NoteStep
from lanyard.proof.sealing import CannotOpen
from tests.practice.note_taking import (
    SECRET,
    add,
    answer,
    note_call,
    note_disclosure,
    note_judgement,
    note_page,
    note_request,
    note_this,
)
from tests.practice.test_phones import everything_in_the_database
from tests.practice.welton import Visitor

pytestmark = pytest.mark.django_db
WORDS = (SECRET, "Mother of JT", "Bristol", "Star_77", "Thank you for telling me", "CP-2041", "Mr Fernsby")


def test_no_word_of_any_note_can_be_read_in_the_database(teacher, school, caplog):
    head = Visitor.at(school, "Priya Hartwell", Role.HEAD)
    lead = Visitor.at(school, "Tom Bellamy", Role.DSL)
    note_judgement(teacher), note_call(teacher), note_request(teacher), note_page(lead, teacher)
    note = note_this(teacher)
    add(teacher, note, SECRET)
    answer(head, note, step="asks", words="Thank you for telling me. Which day?")
    answer(lead, note_disclosure(teacher), reference="CP-2041")
    teacher.send("/note/this/").send(teacher.address, what=SECRET)
    assert Note.objects.count() == 6 and NoteStep.objects.exists()
    kept = everything_in_the_database() + caplog.text.encode()
    for word in WORDS:
        assert word.encode() not in kept, word
        assert word.encode().hex().encode() not in kept, word
    for visitor in (teacher, head, lead):
        assert not any(word in address for address in visitor.addresses for word in WORDS)


def test_words_of_one_step_do_not_open_as_another(teacher, school):
    head = Visitor.at(school, "Priya Hartwell", Role.HEAD)
    note, other = note_this(teacher), note_this(teacher)
    answer(head, note, step="reads", words="Fine.")
    answer(head, other, step="reads", words="Not fine.")
    NoteStep.objects.filter(note=note).update(body=NoteStep.objects.get(note=other).body)
    with pytest.raises(CannotOpen):
        teacher.open(f"/note/{note.pk}/")
