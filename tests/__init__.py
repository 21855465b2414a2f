"""The specification of `kg`: one file a room."""
