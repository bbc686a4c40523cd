"""What the policy means: pure Python, standard library only, no clock and no database.

The document that governors adopt is loaded (``pack``), compiled into one decision diagram
(``engine``) and then answers (``decide``), explains (``explain``), asks (``ask``), is analysed
(``analysis``), compared (``compare``) and exported (``export``).
"""
