"""How the generated tables were made, and how QIDs are checked; run by hand, never by the package."""
