"""School equipment: borrowing, the register, and what was found on it (2.4.6)."""

from django.urls import path

from lanyard.practice.forms.found_content import TellOfFound
from lanyard.practice.forms.loans import BookLoan
from lanyard.practice.views import equipment, found_content, loans

HERE = "protect/equipment/"

urlpatterns = [
    path(HERE, loans.shelf, name="equipment"),
    *BookLoan.urls(f"{HERE}book/"),
    path(f"{HERE}loans/", loans.mine, name="loans"),
    path(f"{HERE}loans/<uuid:id>/", loans.loan, name="loan"),
    path(f"{HERE}loans/<uuid:id>/pick-up/", loans.pick_up, name="loan-pick-up"),
    path(f"{HERE}loans/<uuid:id>/cancel/", loans.cancel, name="loan-cancel"),
    path(f"{HERE}loans/<uuid:id>/return/", loans.give_back, name="loan-return"),
    path(f"{HERE}loans/<uuid:id>/extend/", loans.extend, name="loan-extend"),
    path(f"{HERE}loans/<uuid:id>/look-over/", loans.look_over, name="loan-look-over"),
    path(f"{HERE}register/", equipment.register, name="equipment-register"),
    path(f"{HERE}register/add/", equipment.add, name="equipment-add"),
    path(f"{HERE}register/<uuid:id>/", equipment.entry, name="equipment-entry"),
    path(f"{HERE}register/<uuid:id>/change/", equipment.change, name="equipment-change"),
    path(f"{HERE}register/<uuid:id>/retire/", equipment.retire, name="equipment-retire"),
    path(f"{HERE}overdue/", equipment.overdue, name="equipment-overdue"),
    # The question that comes first is the only way in: it stands in the place of the journey's own start.
    path(f"{HERE}found/", found_content.gate, name=TellOfFound.name),
    *TellOfFound.urls(f"{HERE}found/")[1:],
    path(f"{HERE}found/stop/", found_content.stop, name="found-stop"),
    path(f"{HERE}found/told/<uuid:id>/", found_content.told, name="found-told"),
    path(f"{HERE}found/received/", found_content.received, name="found-received"),
    path(f"{HERE}found/received/<uuid:id>/", found_content.decide, name="found-decide"),
]
