"""The transparency log in the database: ``writing`` appends, ``reading`` proves and pages, ``verifying`` audits,
``checkpoints`` signs, ``keys`` holds the secret, ``statements`` spells what an entry commits to."""
