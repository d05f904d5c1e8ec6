"""A walk through a page by the Tab key, as somebody takes it who has no mouse."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Page

MOST_STEPS = 400
"""More than any page has places; a walk that is longer goes in a circle."""

START = """() => {
  document.activeElement?.blur()
  window.walked = new Map()
  window.regions = new Map()
}"""
HERE = """() => {
  const one = document.activeElement
  if (!one || one === document.body) return null
  window.walked ??= new Map()
  if (!window.walked.has(one)) window.walked.set(one, window.walked.size)
  // a choice of several is drawn by its label; what is scrolled stands where it stood
  const box = (one.matches('input') ? one.closest('label') ?? one : one).getBoundingClientRect()
  let [x, y] = [0, 0]
  for (let up = one.parentElement; up; up = up.parentElement) [x, y] = [x + up.scrollLeft, y + up.scrollTop]
  const within = one.closest('nav, header, section, tr, [role=tablist], [role=tabpanel], form, main')
  window.regions ??= new Map()
  if (!window.regions.has(within)) window.regions.set(within, window.regions.size)
  const labels = [...(one.labels ?? [])].map(label => label.textContent)
  const named = [one.ariaLabel, one.title, one.textContent, one.placeholder, one.value, ...labels, one.alt]
  const words = named.find(word => word?.trim()) ?? one.querySelector('img')?.alt ?? ''
  return {
    n: window.walked.get(one),
    region: window.regions.get(within),
    said: `${one.tagName.toLowerCase()} ${one.dataset.act ?? one.id} ${words.trim().slice(0, 30)}`,
    named: words.trim() !== '',
    left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y,
  }
}"""

LEFT_OUT = """() => {
  const seen = one => {
    const style = getComputedStyle(one)
    return one.getClientRects().length > 0 && style.visibility !== 'hidden' && style.pointerEvents !== 'none'
  }
  const able = 'a[href], button, input, select, textarea, [tabindex], [contenteditable=true]'
  // of what is one choice the arrows go through the others; in a number's field they do what its
  // steppers do
  const oneOf = '[role=tablist], [role=radiogroup], [role=menu], .ant-segmented, .ant-radio-group, ' +
    '.ant-input-number'
  const reached = one => window.walked.has(one)
  const fault = []
  for (const one of document.querySelectorAll('#root *')) {
    if (!seen(one) || one.closest('[disabled], [aria-disabled=true], [aria-hidden=true]')) continue
    const group = one.closest(oneOf)
    if (group && [...window.walked.keys()].some(other => group.contains(other))) continue
    const acts = one.matches(able) && one.tabIndex >= 0
    const hand = some => getComputedStyle(some).cursor === 'pointer'
    const pressed = hand(one) && !hand(one.parentElement)
    const byKey = one.matches(able) || one.querySelector(able) || one.closest('label, a, button, [tabindex]')
    if ((acts && !reached(one)) || (pressed && !byKey)) {
      fault.push(`${one.tagName.toLowerCase()} ${one.className} ${one.textContent.trim().slice(0, 30)}`)
    }
  }
  return fault
}"""
"""What a pointer can press and the walk has not come to."""


@dataclass
class Walk:
    """What a walk came by, in its order, and what it did not come to."""

    steps: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def twice(self) -> list[str]:
        """What was reached more than once before the walk had ended."""
        numbers = [step["n"] for step in self.steps]
        return [step["said"] for step in self.steps if numbers.count(step["n"]) > 1]

    def nameless(self) -> list[str]:
        """What says nothing to who only hears the page."""
        return [step["said"] for step in self.steps if not step["named"]]

    def unseen(self) -> list[str]:
        """Where the focus was nowhere on the screen."""
        return [
            step["said"]
            for step in self.steps
            if step["right"] - step["left"] < 1 or step["bottom"] - step["top"] < 1
        ]

    def against_reading(self) -> list[str]:
        """Steps within one part of a page that lead up, or left in one line."""
        found = []
        for one, after in zip(self.steps, self.steps[1:], strict=False):
            if one["region"] != after["region"]:
                continue
            same_line = after["top"] < one["bottom"] - 4 and one["top"] < after["bottom"] - 4
            up = after["bottom"] <= one["top"] + 4 and after["left"] < one["right"]
            if up or (same_line and after["right"] <= one["left"] + 4):
                found.append(f"{one['said']} → {after['said']}")
        return found


async def walk(page: Page) -> Walk:
    """From the top of the page to its end; the page must stand still."""
    await page.evaluate(
        "() => { document.activeElement?.blur(); window.walked = new Map(); window.regions = new Map() }"
    )
    taken = Walk()
    for _ in range(MOST_STEPS):
        await page.keyboard.press("Tab")
        step = await page.evaluate(HERE)
        if step is None or (taken.steps and step["n"] == taken.steps[0]["n"]):
            break
        taken.steps.append(step)
    taken.left_out = [re.sub(r"\s+", " ", one) for one in await page.evaluate(LEFT_OUT)]
    return taken
