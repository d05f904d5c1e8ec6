/** The room as a map: each seat where it stands, in the colour of who sits there; an administrator moves them. */
import { EditOutlined } from '@ant-design/icons'
import { Button, Flex, Select } from 'antd'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import type { AgentView, CallView } from '@/live/protocol'
import { useCalmNow } from '@/shared/clock'
import type { Level } from '@/shared/limits'
import looks from '@/shared/looks/plan.module.css'
import { useNamed } from '@/shared/dispositions'
import { useMay } from '@/shared/session'
import { canBeReached } from '@/shared/states'
import { useText } from '@/shared/text'
import { AgentCard, AwayCard } from '@/shared/ui/AgentCard'
import { EmptyState } from '@/shared/ui/EmptyState'
import { Panel } from '@/shared/ui/Page'
import { type Seat, type Spot, at, firstFree, sizeOf, spotOf, stepped } from './plan'
import { useAllAgents } from './useFloorDay'
import { useSeats } from './useSeats'

interface Props {
  agents: readonly AgentView[]
  calls: readonly CallView[]
  levelOf: (agent: AgentView, now: number) => Level
  onOpen: (number: string) => void
}

export function SeatPlan({ agents, calls, levelOf, onOpen }: Props) {
  const t = useText()
  const named = useNamed()
  const may = useMay()
  const { known, seats, change } = useSeats()
  const people = useAllAgents()
  const [room, setRoom] = useState('')
  const [edits, setEdits] = useState(false)
  const [chosen, setChosen] = useState('')
  const now = useCalmNow()
  const units = [...new Map(seats.map((seat) => [seat.org_unit.id, seat.org_unit])).values()]
  const unit = units.find(({ id }) => id === room) ?? units[0]
  const here = seats.filter((seat) => seat.org_unit.id === unit?.id)
  const placed = here.filter((seat) => spotOf(seat))
  const loose = here.filter((seat) => !spotOf(seat))
  const size = sizeOf(here, edits)
  const selected = here.find(({ id }) => id === chosen)
  const move = (seat: Seat, spot: Spot | null) => {
    if (spot && at(here, spot)) return
    const place = { plan_column: spot?.column ?? null, plan_row: spot?.row ?? null }
    setChosen(seat.id)
    void change(seat, place, place)
  }
  const seat = (id: string, person: string | null) => {
    const one = here.find((row) => row.id === id)
    const sits = people.find((row) => row.id === person)
    if (one) void change(one, { person }, { person: sits ? { id: sits.id, name: sits.name, name_en: '' } : null })
  }
  const keyed = (event: KeyboardEvent, one: Seat) => {
    const spot = stepped(here, one, event.key)
    if (spot || event.key === 'Delete') {
      event.preventDefault()
      move(one, spot)
    }
  }
  return (
    <Panel
      fill
      testid="seat-plan"
      title={
        <Flex gap={8} align="center">
          {units.length > 1 && (
            <Select size="small" aria-label={t('field.org_unit')} value={unit?.id ?? ''} onChange={setRoom} popupMatchSelectWidth={false} options={units.map((one) => ({ value: one.id, label: named(one) }))} />
          )}
          {units.length === 1 && named(unit)}
        </Flex>
      }
      extra={
        may('telephony.manage') &&
        here.length > 0 && (
          <Button size="small" icon={<EditOutlined />} type={edits ? 'primary' : 'default'} aria-pressed={edits} onClick={() => setEdits(!edits)} data-act="edit-plan">
            {t(edits ? 'plan.done' : 'plan.edit')}
          </Button>
        )
      }
    >
      {known && seats.length === 0 && (
        <EmptyState title={t('plan.no_seats')} hint={t('plan.no_seats_hint')} action={may('telephony.manage') && <Link to="/company?tab=seats">{t('plan.to_seats')}</Link>} />
      )}
      {known && here.length > 0 && placed.length === 0 && !edits && (
        <EmptyState title={t('plan.none_placed')} hint={t(may('telephony.manage') ? 'plan.none_placed_hint' : 'plan.none_placed_ask')} />
      )}
      {edits && <p className={looks.hint}>{t('plan.hint')}</p>}
      {(placed.length > 0 || edits) && (
        <div className={looks.plan} data-edits={edits} style={{ gridTemplateColumns: `repeat(${size.columns}, minmax(${edits ? 72 : 92}px, 1fr))` }}>
          {edits &&
            Array.from({ length: size.columns * size.rows }, (_, index) => ({ column: index % size.columns, row: Math.floor(index / size.columns) }))
              .filter((spot) => !at(here, spot))
              .map((spot) => <Free key={`${spot.column} ${spot.row}`} spot={spot} onDrop={(id) => here.filter((one) => one.id === id).forEach((one) => move(one, spot))} />)}
          {placed.map((one) => {
            const spot = spotOf(one)
            const agent = agents.find(({ id }) => id === one.person?.id)
            return (
              <div key={one.id} className={looks.spot} style={{ gridColumn: (spot?.column ?? 0) + 1, gridRow: (spot?.row ?? 0) + 1 }} data-testid="seat" data-seat={one.name}>
                {edits ? (
                  <Handle seat={one} chosen={one.id === chosen} onChoose={() => setChosen(one.id)} onKey={(event) => keyed(event, one)} />
                ) : (
                  <Sits seat={one} agent={agent} call={calls.find(({ id }) => id === agent?.call)} level={agent ? levelOf(agent, now) : ''} onOpen={() => agent && onOpen(agent.number)} />
                )}
              </div>
            )
          })}
        </div>
      )}
      {edits && (
        <Flex gap={8} wrap align="center" className={looks.loose ?? ''}>
          {loose.map((one) => (
            <Button key={one.id} size="small" draggable onDragStart={(event) => event.dataTransfer.setData('text/plain', one.id)} onClick={() => move(one, firstFree(here))} data-loose={one.name}>
              {one.name}
            </Button>
          ))}
          {loose.length === 0 && <span className={looks.hint}>{t('plan.all_placed')}</span>}
          {selected && (
            <label>
              {t('plan.sits', { name: selected.name })}{' '}
              <Select
                size="small"
                showSearch={{ optionFilterProp: 'label' }}
                allowClear
                style={{ minWidth: 180 }}
                value={selected.person?.id ?? null}
                placeholder={t('plan.nobody')}
                onChange={(person: string | null) => seat(selected.id, person ?? null)}
                options={people.map((one) => ({ value: one.id, label: `${one.name} ${one.number}` }))}
              />
            </label>
          )}
        </Flex>
      )}
    </Panel>
  )
}

function Sits({ seat, agent, call, level, onOpen }: { seat: Seat; agent: AgentView | undefined; call: CallView | undefined; level: Level; onOpen: () => void }) {
  if (!agent) return <AwayCard name={seat.person?.name ?? ''} number={seat.name} />
  return (
    <AgentCard
      name={agent.name}
      number={seat.name}
      state={agent.state}
      reason={agent.reason}
      since={agent.since}
      lineDown={!canBeReached(agent)}
      away={!agent.connected}
      customer={call?.customer_number ?? ''}
      long={level}
      dense
      helpSince={agent.help_since ?? 0}
      onOpen={onOpen}
    />
  )
}

function Handle({ seat, chosen, onChoose, onKey }: { seat: Seat; chosen: boolean; onChoose: () => void; onKey: (event: KeyboardEvent) => void }) {
  const button = useRef<HTMLButtonElement>(null)
  // One that has just been put on the plan is moved on by key.
  useEffect(() => {
    if (chosen) button.current?.focus()
  }, [chosen])
  return (
    <button
      ref={button}
      type="button"
      className={looks.handle}
      draggable
      aria-pressed={chosen}
      onDragStart={(event) => event.dataTransfer.setData('text/plain', seat.id)}
      onClick={onChoose}
      onKeyDown={onKey}
    >
      <strong>{seat.name}</strong>
      <span>{seat.person?.name ?? '–'}</span>
    </button>
  )
}

function Free({ spot, onDrop }: { spot: Spot; onDrop: (seat: string) => void }) {
  return (
    <div
      className={looks.free}
      style={{ gridColumn: spot.column + 1, gridRow: spot.row + 1 }}
      data-spot={`${spot.column} ${spot.row}`}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        onDrop(event.dataTransfer.getData('text/plain'))
      }}
    />
  )
}
