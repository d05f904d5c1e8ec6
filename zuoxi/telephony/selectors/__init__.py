"""The only reads of telephony."""
