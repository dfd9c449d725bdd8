"""The database underneath everything: column types, the engine, the one-hop thread, the keys."""
