"""spaCy components that read news: normalisation, names, times, coreference, clauses, perspective, claims.

Each layer can be looked at on its own and speaks to the next only through what `kg.nlp.layers` puts on a ``Doc``.
"""
