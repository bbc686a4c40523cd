"""What is said in the cases of ``tests.cli.lived_in``."""

WORDS = "Kestrelhaven", "Windhover", "The second gull came back."
