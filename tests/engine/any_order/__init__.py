"""A walk in any order, by theme: each module brings the rules of some, the test puts all together."""
