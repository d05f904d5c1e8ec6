/** On a narrow page the columns that may give way do so, one after the other, until nothing is cut. */
import { type RefObject, useEffect, useState } from 'react'

/** How many of `most` columns give way; measured anew when what is shown, or the width of the page, is another. */
export function useGivingWay(table: RefObject<HTMLElement | null>, most: number, shown: string): number {
  const [width, setWidth] = useState(() => window.innerWidth)
  const [given, setGiven] = useState({ for: '', count: 0 })
  useEffect(() => {
    const measure = () => setWidth(window.innerWidth)
    window.addEventListener('resize', measure)
    return () => window.removeEventListener('resize', measure)
  }, [])
  const key = `${shown} ${width}`
  const count = given.for === key ? given.count : 0
  useEffect(() => {
    const body = table.current?.querySelector('.ant-table-content, .ant-table-body')
    if (!body?.firstElementChild) return undefined
    // Told of its first size too, and before anything is painted.
    const observer = new ResizeObserver(() => {
      if (body.scrollWidth > body.clientWidth + 1 && count < most) setGiven({ for: key, count: count + 1 })
    })
    observer.observe(body.firstElementChild)
    return () => observer.disconnect()
  }, [table, most, key, count])
  return count
}
