"""Journeys of real people through the real service, in a real Chromium."""
