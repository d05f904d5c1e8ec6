/** What the company lets its callers hear. */
import { Form, Input, Typography } from 'antd'
import { type Shape, api, call, listOf } from '@/shared/api/client'
import { useText } from '@/shared/text'
import type { TextKey } from '@/texts'
import { Catalog } from '@/shared/ui/Catalog'
import { NameFields, UnitField } from '@/shared/ui/Fields'
import { Named } from '@/shared/ui/Named'
import { Consequence } from '@/shared/ui/Consequence'
import { usePromptRecord } from './PromptRecord'

type Prompt = Shape<'PromptOut'>
type Values = Shape<'PromptForm'>

const load = listOf('/api/prompts')
const params = (id: string) => ({ path: { id } })

export function PromptsTab() {
  const t = useText()
  return (
    <Catalog<Prompt, Values>
      name="prompts"
      load={load}
      columns={[
        { key: 'name', title: 'field.name', sort: 'name', render: (row) => <Named row={row} /> },
        { key: 'words', title: 'prompt.words', wide: true, render: (row) => <Typography.Text ellipsis={{ tooltip: true }}>{row.words_zh || row.words_en || '–'}</Typography.Text> },
        { key: 'sounds', title: 'prompt.sounds', render: (row) => row.sounds.map((one) => t(`language.${one.language}` as TextKey)).join(' · ') || <Typography.Text type="warning">{t('prompt.silent')}</Typography.Text> },
        { key: 'uses', title: 'prompt.uses', render: (row) => (row.uses.length > 0 ? String(row.uses.length) : t('prompt.unused')) },
      ]}
      search="prompt.search"
      add="prompt.add"
      edit="prompt.edit"
      empty="prompt.empty"
      emptyHint="prompt.empty_hint"
      fields={() => (
        <>
          <NameFields />
          <Words name="words_zh" label="prompt.words_zh" />
          <Words name="words_en" label="prompt.words_en" />
          <UnitField />
        </>
      )}
      values={(row) => (row ? { name: row.name, name_en: row.name_en, words_zh: row.words_zh, words_en: row.words_en, org_unit: row.org_unit.id } : {})}
      create={(body) => call(api.POST('/api/prompts', { body }))}
      change={(id, body) => call(api.PATCH('/api/prompts/{id}', { params: params(id), body }))}
      called={(row) => row.name}
      consequence={() => <Consequence rule={t('consequence.prompt')} now={null} />}
      record={usePromptRecord()}
    />
  )
}

function Words({ name, label }: { name: string; label: TextKey }) {
  const t = useText()
  return (
    <Form.Item name={name} label={t(label)} extra={t('prompt.words_hint')}>
      <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={600} showCount />
    </Form.Item>
  )
}
