"""Entities: the normal forms of names, and the resolution of names across documents."""
