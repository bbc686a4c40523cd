"""What it means to raise a concern (1.2.3, 2.2.2, 2.7, 2.8): pure, from answers and from what was done.

``opening`` asks before anything is written; ``files`` says whether a file may exist at all;
``history`` replays what was done; ``steps`` says what may be done next, and by whom; ``deadlines``
says by when. The words, people, clocks and scripts are data (``book``).
"""
