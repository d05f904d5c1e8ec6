"""The doors of telephony."""

from ninja import Router

from zuoxi.telephony.api import devices, holidays, ivr, line, numbers, prompts, queues, reasons, trunks

router = Router()
for part in (numbers, queues, trunks, devices, holidays, line, reasons, prompts, ivr):
    router.add_router("", part.router)
