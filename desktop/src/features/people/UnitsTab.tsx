/** The organisation tree: adding below a unit, renaming, taking out of use. */
import { PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Flex, Table } from 'antd'
import { useState } from 'react'
import { type Shape, api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { useSay } from '@/shared/said'
import { useText } from '@/shared/text'
import { type Unit, unitsKey, useUnits } from '@/shared/units'
import { FormDrawer } from '@/shared/ui/FormDrawer'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { ChoiceField, NameFields } from '@/shared/ui/Fields'
import { Named } from '@/shared/ui/Named'
import { Word } from '@/shared/ui/Word'
import { asTree } from './tree'

type Values = Pick<Shape<'NewUnitForm'>, 'kind' | 'name' | 'name_en'>
type Open = { parent: Unit } | { unit: Unit } | null

const kinds = ['company', 'province', 'region', 'city', 'county', 'hall', 'store', 'department', 'team'] as const

export function UnitsTab() {
  const t = useText()
  const cache = useQueryClient()
  const tell = useTellFailure()
  const say = useSay()
  const { units, error, refetch, isPending } = useUnits()
  const [open, setOpen] = useState<Open>(null)
  const fresh = () => cache.invalidateQueries({ queryKey: unitsKey })
  const patch = (id: string, body: Partial<Shape<'UnitForm'>>) =>
    call(api.PATCH('/api/org-units/{id}', { params: { path: { id } }, body: body as Shape<'UnitForm'> })).then(fresh)
  const hide = async (unit: Unit) => {
    try {
      await patch(unit.id, { hidden: true })
      say(t('catalog.hidden'), () => patch(unit.id, { hidden: false }))
    } catch (failure) {
      tell(failure)
    }
  }
  const send = async (values: Values) => {
    if (open && 'unit' in open) await patch(open.unit.id, values)
    else if (open) await call(api.POST('/api/org-units', { body: { ...values, name_en: values.name_en ?? '', parent: open.parent.id } })).then(fresh)
  }
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  return (
    <>
      {units.length > 0 && (
        <Table
          size="small"
          bordered
          loading={isPending}
          pagination={false}
          rowKey="id"
          expandable={{ defaultExpandAllRows: true }}
          dataSource={asTree(units.filter((unit) => !unit.hidden))}
          columns={[
            { key: 'name', title: t('field.name'), render: (_, unit) => <Named row={unit} /> },
            { key: 'kind', title: t('unit.kind'), width: 140, render: (_, unit) => <Word group="unit" value={unit.kind} /> },
            {
              key: 'acts',
              title: t('table.acts'),
              width: 260,
              render: (_, unit) => (
                <Flex gap={8}>
                  <Button size="small" icon={<PlusOutlined />} onClick={() => setOpen({ parent: unit })}>
                    {t('unit.add')}
                  </Button>
                  <Button size="small" onClick={() => setOpen({ unit })}>
                    {t('action.edit')}
                  </Button>
                  {unit.depth > 1 && (
                    <Button size="small" type="text" onClick={() => void hide(unit)}>
                      {t('catalog.hide')}
                    </Button>
                  )}
                </Flex>
              ),
            },
          ]}
        />
      )}
      <FormDrawer<Values>
        title={t(open && 'unit' in open ? 'unit.edit' : 'unit.add')}
        open={open !== null}
        onClose={() => setOpen(null)}
        initial={open && 'unit' in open ? { kind: open.unit.kind as Values['kind'], name: open.unit.name, name_en: open.unit.name_en } : { kind: 'team' }}
        send={send}
      >
        <NameFields />
        <ChoiceField name="kind" label="unit.kind" needed options={kinds.map((value) => ({ value, label: t(`unit.${value}`) }))} />
      </FormDrawer>
    </>
  )
}
