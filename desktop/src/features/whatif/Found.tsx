/** What came of a run: its figures beside each other, the day as lines, how long callers waited; all as tables too. */
import { Button, Flex, Select, Typography } from 'antd'
import { type ReactNode, useState } from 'react'
import { figureOf, useMeasureWords } from '@/shared/measures'
import { duration } from '@/shared/formats'
import { type TextKey } from '@/texts'
import { useText } from '@/shared/text'
import type { Hue } from '@/shared/theme'
import { Figure, FigureName } from '@/shared/ui/Figure'
import { type Line, Lines } from '@/shared/ui/Lines'
import { SideBySide, type SideRow } from '@/shared/ui/SideBySide'
import { type Drawn, type Run, type Staffing, clock, drawn, formulaOf, spanOf, valueOf } from './series'
import styles from './WhatIf.module.css'

interface Column {
  key: string
  name: string
  hue: Hue
  staffing: Staffing
}

const hues: readonly Hue[] = ['blue', 'orange', 'green', 'violet']
const told = ['K5', 'K15_abandoned', 'K3', 'K18', 'K4', 'K1'] as const

/** What stands beside each other: the staffings of one run, or two runs as planned. */
function useColumns(run: Run, other: Run | undefined): Column[] {
  const t = useText()
  const named = (one: Staffing) => (one.more === 0 ? t('whatif.planned') : t(one.more < 0 ? 'whatif.fewer' : 'whatif.more', { n: Math.abs(one.more) }))
  const rows = other
    ? [run, other].flatMap((one) => one.found.slice(0, 1).map((staffing) => ({ key: one.id, name: one.name, staffing })))
    : run.found.map((staffing) => ({ key: String(staffing.more), name: named(staffing), staffing }))
  return rows.map((row, place) => ({ ...row, hue: hues[place] ?? 'grey' }))
}

export function Found({ run, other, onSimplify }: { run: Run; other: Run | undefined; onSimplify: () => void }) {
  const columns = useColumns(run, other)
  return (
    <Flex vertical gap={16}>
      <Beside columns={columns} run={run} />
      <div className={styles.charts}>
        <OverTheDay columns={columns} onSimplify={onSimplify} single={!other} />
        <Waiting columns={columns} />
      </div>
      {!other && <Parts run={run} />}
    </Flex>
  )
}

function Beside({ columns, run }: { columns: readonly Column[]; run: Run }) {
  const t = useText()
  const row = (key: string, name: ReactNode, cell: (one: Staffing) => ReactNode): SideRow => ({ key, name, cells: columns.map((one) => cell(one.staffing)) })
  const level = (one: Staffing) => (
    <>
      <Figure code="K5" figure={figureOf(one.figures, 'K5')} />
      {one.half_width !== null && <small title={t('whatif.half_width', { n: inPoints(one.half_width) })}>±{inPoints(one.half_width)}</small>}
    </>
  )
  const rows = [
    ...told.map((code) => row(code, <FigureName code={code} />, (one) => (code === 'K5' ? level(one) : <Figure code={code} figure={figureOf(one.figures, code)} />))),
    row('wait', t('whatif.mean_wait'), (one) => (one.mean_wait_ms === null ? '–' : `${seconds(one.mean_wait_ms)} ${t('field.seconds')}`)),
    row('longest', t('whatif.longest_wait'), (one) => duration(one.longest_ms)),
    row('busy', t('whatif.told_busy'), (one) => (one.told_busy === null ? '–' : share(one.told_busy))),
  ]
  return (
    <SideBySide
      large
      testid="what-if-beside"
      head={`${t('whatif.of_days', { n: run.days })} · ${t('whatif.calls_a_day', { n: Math.round(columns[0]?.staffing.calls_a_day ?? 0) })}`}
      columns={columns.map((one) => ({ key: one.key, name: one.name, hue: one.hue, hint: t('whatif.staffing_agents', { n: one.staffing.agents }) }))}
      rows={rows}
    />
  )
}

function OverTheDay({ columns, onSimplify, single }: { columns: readonly Column[]; onSimplify: () => void; single: boolean }) {
  const t = useText()
  const words = useMeasureWords()
  const [what, setWhat] = useState<Drawn>('K5')
  const [first, last] = spanOf(columns.map((one) => one.staffing))
  const slots = Array.from({ length: last - first + 1 }, (_, place) => first + place)
  const named = (one: Drawn) => (one === 'wait' ? t('whatif.wait') : (words(one)?.name ?? one))
  const write = (value: number) => (what === 'wait' ? `${Math.round(value)} ${t('field.seconds')}` : share(value))
  const lines: Line[] = columns.flatMap((one) => {
    const formula = formulaOf(what, one.staffing)
    const values = slots.map((slot) => {
      const half = one.staffing.half_hours[slot]
      return half ? valueOf(what, half) : null
    })
    return [
      { key: one.key, name: one.name, hue: one.hue, values },
      ...(formula.length > 0 ? [{ key: `${one.key} formula`, name: `${t('whatif.erlang')} · ${one.name}`, hue: one.hue, dashed: true, values: slots.map((slot) => formula[slot] ?? null) }] : []),
    ]
  })
  return (
    <section className={styles.chart}>
      <header className={styles.chartHead}>
        <Typography.Text strong>{t('whatif.over_the_day')}</Typography.Text>
        <Select size="small" aria-label={t('whatif.drawn')} value={what} onChange={setWhat} popupMatchSelectWidth={false} options={drawn.map((value) => ({ value, label: named(value) }))} />
      </header>
      <Lines lines={lines} ticks={slots.map((slot) => (slot % 4 === 0 ? clock(slot) : ''))} write={write} label={`${t('whatif.over_the_day')}: ${named(what)}`} {...(what === 'wait' ? {} : { most: 1 })} />
      {single && <AboutTheFormula staffing={columns[0]?.staffing} onSimplify={onSimplify} />}
      <Table head={named(what)} lines={lines} rows={slots.map(clock)} write={write} />
    </section>
  )
}

function AboutTheFormula({ staffing, onSimplify }: { staffing: Staffing | undefined; onSimplify: () => void }) {
  const t = useText()
  if (!staffing) return null
  const { why_not, changes, service_level } = staffing.reference
  const why = why_not.map((one) => t(`whatif.why.${one}` as TextKey)).join(t('whatif.and'))
  return (
    <Typography.Paragraph type="secondary" className={styles.formula ?? ''} data-testid="what-if-formula">
      {service_level.length > 0 ? t(changes ? 'whatif.erlang_changes' : 'whatif.erlang_drawn') : t('whatif.erlang_not', { why })}{' '}
      {why_not.some((one) => one !== 'queues') && !why_not.includes('queues') && (
        <Button size="small" type="link" onClick={onSimplify}>
          {t('whatif.simplify')}
        </Button>
      )}
    </Typography.Paragraph>
  )
}

function Waiting({ columns }: { columns: readonly Column[] }) {
  const t = useText()
  const points = columns[0]?.staffing.curve.map((point) => `${point.s}`) ?? []
  const lines = columns.map((one) => ({ key: one.key, name: one.name, hue: one.hue, values: one.staffing.curve.map((point) => point.share) }))
  return (
    <section className={styles.chart}>
      <header className={styles.chartHead}>
        <Typography.Text strong>{t('whatif.wait_curve')}</Typography.Text>
      </header>
      <Lines lines={lines} ticks={points} write={share} most={1} label={t('whatif.wait_curve')} />
      <Table head={t('field.seconds')} lines={lines} rows={points} write={share} />
    </section>
  )
}

function Table({ head, lines, rows, write }: { head: string; lines: readonly Line[]; rows: readonly string[]; write: (value: number) => string }) {
  const t = useText()
  const cell = (value: number | null | undefined) => (value === null || value === undefined ? '–' : write(value))
  return (
    <details>
      <summary>{t('whatif.table')}</summary>
      <SideBySide head={head} columns={lines.map((line) => ({ key: line.key, name: line.name }))} rows={rows.map((row, place) => ({ key: row, name: row, cells: lines.map((line) => cell(line.values[place])) }))} />
    </details>
  )
}

const ofAQueue = ['K5', 'K15_abandoned', 'K4', 'offered'] as const
const ofATeam = ['K3', 'K18', 'K4', 'conversations'] as const

/** As planned, by queue and by team. */
function Parts({ run }: { run: Run }) {
  const t = useText()
  const planned = run.found[0]
  if (!planned) return null
  return (
    <div className={styles.charts}>
      <Part head={t('whatif.by_queue')} codes={ofAQueue} names={run.plan.queues.map((one) => one.name)} figures={planned.queues} />
      <Part head={t('whatif.by_team')} codes={ofATeam} names={run.plan.teams.map((one) => one.name)} figures={planned.teams} />
    </div>
  )
}

function Part({ head, codes, names, figures }: { head: string; codes: readonly string[]; names: readonly string[]; figures: Staffing['queues'] }) {
  return (
    <SideBySide
      head={head}
      columns={codes.map((code) => ({ key: code, name: <FigureName code={code} /> }))}
      rows={names.map((name, place) => ({ key: `${place} ${name}`, name, cells: codes.map((code) => <Figure key={code} code={code} figure={figureOf(figures[place], code)} />) }))}
    />
  )
}

function share(value: number): string {
  return `${Math.round(value * 100)}%`
}

function inPoints(value: number): string {
  return (value * 100).toFixed(1)
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1)
}
