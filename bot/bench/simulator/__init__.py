"""Invented people who talk about invented agendas, so that what is true of each answer is known by construction."""
