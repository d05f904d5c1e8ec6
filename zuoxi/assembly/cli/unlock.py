"""`zuoxi unlock NAME`: for somebody who is locked out and has nobody to ask.

It forgets wrong passwords and codes; with `--second-factor` it takes away a second factor that is lost.
"""

import argparse

from zuoxi.assembly.terminal import Trouble, line, pick


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username")
    parser.add_argument(
        "--second-factor",
        action="store_true",
        help=pick("移除已丢失的二次验证", "take away a second factor that is lost"),
    )


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from zuoxi.kernel.clock import utc_now
    from zuoxi.organisation.actor import Actor
    from zuoxi.organisation.models import Person
    from zuoxi.organisation.services import second_factor
    from zuoxi.organisation.services.session import forgive, normal_username

    name = normal_username(options.username)
    person = Person.objects.filter(username=name).first()
    forgiven = [forgive(name), person is not None and second_factor.forgive_codes(person)]
    if options.second_factor:
        house = Actor(person=None, now=utc_now())
        if person is None or not second_factor.remove(house, person):
            raise Trouble(f"“{name}”没有二次验证。", f"{name} has no second factor.")
        line(pick(f"“{name}”的二次验证已移除，凭密码即可登录。", f"{name} signs in by the password alone."))
        return 0
    if not any(forgiven):
        raise Trouble(
            f"“{name}”没有被锁定，可以直接登录。",
            f"{name} is not locked out and can sign in.",
        )
    line(pick(f"“{name}”现在可以登录了。", f"{name} can sign in now."))
    return 0
