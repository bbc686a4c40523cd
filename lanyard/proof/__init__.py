"""Sealing, signing and checking. No Django: what proves something must be readable without the service."""
