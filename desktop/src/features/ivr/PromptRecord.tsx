/** A prompt to read and to listen to: its words, how it sounds in each language, and where it is said. */
import { Flex, Typography } from 'antd'
import { type Shape, api, call } from '@/shared/api/client'
import { phone } from '@/shared/formats'
import { useNamed } from '@/shared/dispositions'
import { useText } from '@/shared/text'
import { EmptyState } from '@/shared/ui/EmptyState'
import type { RecordOf } from '@/shared/ui/RecordPane'
import { Row } from '@/shared/ui/Row'
import { SoundBox } from './SoundBox'

type Prompt = Shape<'PromptOut'>
type Use = Prompt['uses'][number]

export function usePromptRecord(): RecordOf<Prompt> {
  const t = useText()
  const named = useNamed()
  return {
    one: (id) => call(api.GET('/api/prompts/{id}', { params: { path: { id } } })),
    title: named,
    facts: (row) => [
      { key: 'zh', label: t('prompt.words_zh'), value: row.words_zh || '–', long: true },
      { key: 'en', label: t('prompt.words_en'), value: row.words_en || '–', long: true },
      { key: 'unit', label: t('field.org_unit'), value: named(row.org_unit) },
    ],
    parts: (row) => [
      {
        key: 'sounds',
        label: t('prompt.sounds'),
        children: (
          <Flex vertical gap={12}>
            <SoundBox prompt={row} language="zh" />
            <SoundBox prompt={row} language="en" />
            <Typography.Text type="secondary">{t('prompt.other_language')}</Typography.Text>
          </Flex>
        ),
      },
      { key: 'uses', label: t('prompt.uses'), children: <Uses uses={row.uses} /> },
    ],
  }
}

/** Where each kind of use is found. */
const places: Record<string, (use: Use) => { to: string; lead: string }> = {
  access_number: (use) => ({ to: `/telephony?tab=numbers&open=${use.id}`, lead: phone(use.name) }),
  flow: (use) => ({ to: `/ivr?flow=${use.id}`, lead: use.name }),
}

function Uses({ uses }: { uses: Use[] }) {
  const t = useText()
  if (uses.length === 0) return <EmptyState compact title={t('prompt.no_uses')} hint={t('prompt.no_uses_hint')} />
  return uses.map((use) => {
    const place = places[use.kind]?.(use)
    return <Row key={use.id} to={place?.to ?? ''} lead={place?.lead ?? use.name} main={t(`prompt.use.${use.kind}` as 'prompt.use.flow')} note={null} end={null} />
  })
}
