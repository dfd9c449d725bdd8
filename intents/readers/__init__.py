"""What a typed message says of the things that a dialogue asks for: one reader a kind of thing, each giving a value.

A reader is given the whole text and looks into it; whoever calls it never does.
"""
