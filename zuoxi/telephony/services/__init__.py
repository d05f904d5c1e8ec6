"""The only writes of telephony."""
