"""The project keeps its own rules: style, types, directions, sizes, and documents that are true."""
