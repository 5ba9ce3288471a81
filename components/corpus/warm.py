"""Imported by the server that worker processes are forked from: one article of each language is read here, so that the
tables that reading needs are loaded once and shared by all of them.
"""
from components.corpus import seed
from components.reading import read

for draft in seed.drafts():
    read(draft.text, draft.language, draft.published)
