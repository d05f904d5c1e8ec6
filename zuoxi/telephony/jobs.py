"""What the house does by itself about telephony."""

import datetime as dt

from zuoxi.outbox.jobs import Work
from zuoxi.telephony.services import prompts

LAY_OUT_EVERY = dt.timedelta(minutes=5)


def lay_out_prompts(work: Work) -> dict[str, int]:
    """Files of the companies' prompts that are gone or not what was made are written again."""
    return {"written": prompts.lay_out()}
