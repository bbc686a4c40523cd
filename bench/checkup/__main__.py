"""Runs the bench of single messages: `.venv/bin/python -m bench.checkup`."""

from bench.checkup.messages import main

if __name__ == "__main__":
    raise SystemExit(main())
