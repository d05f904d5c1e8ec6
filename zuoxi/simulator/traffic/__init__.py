"""Sample traffic: customers who call by real SIP, and sample agents who take the calls."""
