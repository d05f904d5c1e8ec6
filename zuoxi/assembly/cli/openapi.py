"""`zuoxi openapi`: the API's description as JSON, from which the desktop's types are made."""

import argparse
import json
import sys


def add(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from zuoxi.assembly.api import api

    json.dump(api.get_openapi_schema(), sys.stdout, indent=1, ensure_ascii=False, sort_keys=True)
    sys.stdout.write("\n")
    return 0
