def discover(text, words, joined, starts, known, authority):
    return []
