"""Names of the prompts that tell a caller how far he is: each is a whole sentence, spoken as people speak.

The switch has one for each place and each span (`switch/asterisk/prompt_texts.py`).
"""

from typing import Final

QUEUE_WAIT: Final = "queue-wait"
OFFERS_CALLBACK: Final = "offer-callback"
OFFERS_VOICEMAIL: Final = "offer-voicemail"
CALLBACK_NOTED: Final = "callback-noted"
LEAVE_MESSAGE: Final = "leave-message"
TONE: Final = "beep"
GOODBYE: Final = "goodbye"
MANY: Final = "position-many"
MOST: Final = 30
"""The last place that is named; behind it there are many."""
MINUTES: Final = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30)
"""Waits that are named: up to so many minutes. The first is less than one."""
LONG: Final = "wait-long"
MINUTE_MS: Final = 60_000


def position(place: int) -> str:
    """ "You are the third in the line"; places count from 1."""
    return f"position-{place}" if place <= MOST else MANY


def wait(ms: int) -> str:
    """ "You will wait about five minutes": rounded up, for who is told too little is cross."""
    for minutes in MINUTES:
        if ms <= minutes * MINUTE_MS:
            return f"wait-{minutes}"
    return LONG
