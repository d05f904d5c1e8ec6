"""Simulated customers and agents, the sample company, and the door that lets a customer call."""
