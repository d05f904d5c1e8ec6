/** Seats: places with a phone, not bound to a person. */
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { Catalog } from '@/shared/ui/Catalog'
import { Consequence } from '@/shared/ui/Consequence'
import { TextField, UnitField } from '@/shared/ui/Fields'
import { Named } from '@/shared/ui/Named'

type Seat = Shape<'SeatOut'>
type Values = Shape<'SeatForm'>

const load = listOf('/api/seats')
const params = (id: string) => ({ path: { id } })

export function SeatsTab() {
  const t = useText()
  return (
    <Catalog<Seat, Values>
      name="seats"
      load={load}
      columns={[
        { key: 'name', title: 'field.name', sort: 'name', render: (row) => row.name },
        { key: 'unit', title: 'field.org_unit', render: (row) => <Named row={row.org_unit} /> },
      ]}
      add="seat.add"
      edit="seat.edit"
      empty="seat.empty"
      emptyHint="seat.hint"
      values={(row) => (row ? { name: row.name, org_unit: row.org_unit.id } : {})}
      fields={() => (
        <>
          <TextField name="name" label="field.name" needed max={64} />
          <UnitField />
        </>
      )}
      create={(body) => call(api.POST('/api/seats', { body }))}
      change={(id, body) => call(api.PATCH('/api/seats/{id}', { params: params(id), body }))}
      called={(row) => row.name}
      consequence={() => <Consequence rule={t('seat.consequence')} />}
    />
  )
}
