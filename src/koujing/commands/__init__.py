"""The commands, one module each: ``describe`` gives a parser its options, ``run`` does what they ask. See ``cli``."""
