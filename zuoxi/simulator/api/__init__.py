"""The doors of the simulator: the sample company's, and days that a leader supposes."""

from ninja import Router

from zuoxi.simulator.api.demo import router as demo
from zuoxi.simulator.api.what_if import router as what_if

router = Router()
router.add_router("", demo)
router.add_router("", what_if)
