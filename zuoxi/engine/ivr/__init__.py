"""IVR (自助语音): flows as data, their check, and the machine that walks a caller through one. Pure."""
