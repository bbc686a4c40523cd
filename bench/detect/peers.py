"""Presidio with its British recognisers and a blank tokeniser, to measure beside: `pip install -r requirements/bench.lock`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: What Presidio can find that the check-up finds too. Names and places need a model, which is not what is compared.
ENTITIES = (
    "PHONE_NUMBER", "EMAIL_ADDRESS", "UK_NHS", "UK_NINO", "UK_POSTCODE", "UK_PASSPORT", "UK_VEHICLE_REGISTRATION", "CREDIT_CARD",
    "IBAN_CODE", "DATE_TIME",
)  # fmt: skip
#: The kinds of the set for which Presidio has a recogniser at all.
SHARED = frozenset(("phone", "email", "postcode", "nino", "nhs", "card", "iban", "plate", "born"))


def presidio() -> Callable[[str], list[tuple[int, int, str]]] | None:
    """A function from a text to the places that Presidio finds; ``None`` where it is not installed."""
    try:
        import spacy
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, predefined_recognizers
        from presidio_analyzer.nlp_engine import NlpArtifacts, SpacyNlpEngine
    except ImportError:
        return None

    class Blank(SpacyNlpEngine):
        """A tokeniser without a model."""

        def __init__(self) -> None:
            super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
            self.nlp = {"en": spacy.blank("en")}

        def load(self) -> None:
            """Nothing has to be loaded."""

        def process_text(self, text: str, language: str) -> NlpArtifacts:
            """The tokens alone."""
            doc = self.nlp[language](text)
            words = [token.text for token in doc]
            return NlpArtifacts([], doc, [token.idx for token in doc], words, self, language)

    registry = RecognizerRegistry(supported_languages=["en"])
    for recogniser in recognisers(predefined_recognizers):
        registry.add_recognizer(recogniser)
    engine = AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=["en"])

    def find(text: str) -> list[tuple[int, int, str]]:
        return [(found.start, found.end, found.entity_type) for found in engine.analyze(text, language="en")]

    return find


def recognisers(library: Any) -> list[Any]:
    """The recognisers for what is compared, as far as the installed version has them."""
    # Drama numbers are "possible", not "valid", to the library beneath: leniency 0 lets it find them.
    made = [library.PhoneRecognizer(supported_regions=("GB",), leniency=0)]
    for name in (
        *("EmailRecognizer", "NhsRecognizer", "UkNinoRecognizer", "UkPostcodeRecognizer", "UkPassportRecognizer"),
        *("UkVehicleRegistrationRecognizer", "CreditCardRecognizer", "IbanRecognizer", "DateRecognizer"),
    ):
        kind = getattr(library, name, None)
        if kind is not None:
            made.append(kind())
    return made
