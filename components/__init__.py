"""Mirsad's logic. Imports only point down: ui, charts, export -> comparison -> corpus -> reading -> text."""

__version__ = "0.9.0"
