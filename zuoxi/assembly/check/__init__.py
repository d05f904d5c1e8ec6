"""The self-test of `./start --check`: a whole centre with temporary data, called by real SIP and RTP."""
