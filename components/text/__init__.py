"""Strings in Arabic and English: language, words, sentences, numbers, names, glosses. Knows nothing of articles."""
