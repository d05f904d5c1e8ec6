"""The command line `python -m zuoxi <command>`: one file per command, loaded when it is used."""
