/** Choosing somebody by key: one field, and beneath it rows that arrows walk; Enter chooses the first, or the one under the hand. */
import { Input, type InputRef } from 'antd'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { moveInRows } from '@/shared/keys'
import looks from '@/shared/looks/passing.module.css'

interface Props<T> {
  label: string
  typed: string
  onType: (text: string) => void
  rows: readonly T[]
  /** Of a row: what tells it from the others, also in stories. */
  keyOf: (row: T) => string
  target?: (row: T) => string
  children: (row: T) => ReactNode
  /** `strongly`: with Ctrl. */
  choose: (row: T, strongly: boolean) => void
  /** Between the field and the rows: why the last choice was refused. */
  note?: ReactNode
  testid?: string
}

export function Choosing<T>({ label, typed, onType, rows, keyOf, target = keyOf, children, choose, note, testid }: Props<T>) {
  const field = useRef<InputRef>(null)
  const list = useRef<HTMLDivElement>(null)
  const keyed = (event: KeyboardEvent, row: T | undefined) => {
    // the Enter that ends a word of an input method chooses nobody
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    if (row) choose(row, event.ctrlKey || event.metaKey)
  }
  return (
    <>
      <Input
        ref={field}
        autoFocus
        value={typed}
        maxLength={40}
        placeholder={label}
        aria-label={label}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault()
            ;(list.current?.firstElementChild as HTMLElement | null)?.focus()
          } else keyed(event, rows[0])
        }}
        {...(testid ? { 'data-testid': testid } : {})}
      />
      {note}
      <div ref={list} className={looks.rows} role="list">
        {rows.map((row) => (
          // The row is chosen by key; the mouse has its buttons.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex
          <div
            key={keyOf(row)}
            role="listitem"
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            className={looks.row}
            data-target={target(row)}
            onKeyDown={(event) => {
              moveInRows(event.nativeEvent, event.currentTarget)
              if (event.target === event.currentTarget) keyed(event, row)
            }}
          >
            {children(row)}
          </div>
        ))}
      </div>
    </>
  )
}
