/** The id of this page: kept over a reload, different in each window. */

const key = 'zuoxi.desktop'

function fresh(): string {
  return crypto.randomUUID()
}

/**
 * A duplicated window inherits sessionStorage, so the id is taken out while a page uses it and put back when it
 * goes; a reload finds it, a copy of a living page does not.
 */
export function takeDesktopId(storage: Storage = sessionStorage, page: EventTarget = window): string {
  const id = storage.getItem(key) ?? fresh()
  storage.removeItem(key)
  page.addEventListener('pagehide', () => storage.setItem(key, id))
  page.addEventListener('pageshow', () => storage.removeItem(key))
  return id
}
