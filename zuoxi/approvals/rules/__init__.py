"""What decides an approval, as tables and pure functions: the chain, its conditions, what each act brings."""
