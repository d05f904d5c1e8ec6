"""What-if runs (推演): how long callers would wait with other agents, other arrivals, other patience.

Not a formula but the house's own engine on the fake switch in virtual time; the formula (Erlang A) stands
beside it where what it assumes holds.
"""
