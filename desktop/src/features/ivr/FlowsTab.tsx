/** The company's flows: which of them callers hear, and in which version. */
import { Button, Flex, Tag, Typography } from 'antd'
import { Link } from 'react-router'
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { useText } from '@/shared/text'
import { Catalog } from '@/shared/ui/Catalog'
import { Consequence } from '@/shared/ui/Consequence'
import { NameFields, UnitField } from '@/shared/ui/Fields'
import { Moment } from '@/shared/ui/Figures'
import { Named } from '@/shared/ui/Named'

type Flow = Shape<'IvrFlowOut'>
type Values = Shape<'IvrFlowForm'>

const load = listOf('/api/ivr-flows')
const params = (id: string) => ({ path: { id } })
export const designer = (id: string) => `/ivr?flow=${id}`

function Live({ row }: { row: Flow }) {
  const t = useText()
  return (
    <Flex gap={8} align="center">
      {row.live === null ? <Typography.Text type="secondary">{t('ivr.never')}</Typography.Text> : t('ivr.version', { n: row.live })}
      {row.live !== null && row.differs && <Tag color="warning">{t('ivr.differs')}</Tag>}
    </Flex>
  )
}

export function FlowsTab() {
  const t = useText()
  return (
    <Catalog<Flow, Values>
      name="ivr-flows"
      load={load}
      columns={[
        {
          key: 'name',
          title: 'field.name',
          sort: 'name',
          render: (row) => (
            <Link to={designer(row.id)} onClick={(event) => event.stopPropagation()}>
              <Named row={row} />
            </Link>
          ),
        },
        { key: 'live', title: 'ivr.live', render: (row) => <Live row={row} /> },
        { key: 'published_at', title: 'ivr.published_at', sort: 'published_at', wide: true, render: (row) => <Moment at={row.published_at} /> },
        { key: 'unit', title: 'field.org_unit', wide: true, render: (row) => <Named row={row.org_unit} /> },
      ]}
      search="ivr.search"
      add="ivr.add"
      edit="ivr.edit"
      empty="ivr.empty"
      emptyHint="ivr.empty_hint"
      fields={() => (
        <>
          <NameFields />
          <UnitField />
        </>
      )}
      values={(row) => (row ? { name: row.name, name_en: row.name_en, org_unit: row.org_unit.id } : {})}
      create={(body) => call(api.POST('/api/ivr-flows', { body }))}
      change={(id, body) => call(api.PATCH('/api/ivr-flows/{id}', { params: params(id), body }))}
      called={(row) => row.name}
      consequence={() => <Consequence rule={t('consequence.flow')} now={null} />}
      rowActs={(row) => (
        <Link to={designer(row.id)}>
          <Button size="small" data-act="design">
            {t('ivr.open')}
          </Button>
        </Link>
      )}
    />
  )
}
