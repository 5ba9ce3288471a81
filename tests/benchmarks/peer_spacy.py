"""spaCy over the same texts with the same names; run by a Python that has spaCy, which need not be Mirsad's.

Reads {"names": […], "texts": […]} as JSON, writes {"seconds", "mentions", "megabytes", "version"}.
"""
import json
import resource
import sys
import time

import spacy

given = json.load(sys.stdin)
nlp = spacy.blank(sys.argv[1])
nlp.add_pipe("sentencizer")
nlp.add_pipe("entity_ruler").add_patterns([{"label": "NAME", "pattern": name} for name in given["names"]])
for text in given["texts"][:20]:
    nlp(text)
begun = time.process_time()
mentions = sum(len(nlp(text).ents) for text in given["texts"])
seconds = time.process_time() - begun
megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "mentions": mentions, "megabytes": megabytes, "version": spacy.__version__}))
