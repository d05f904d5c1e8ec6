/** How the company asks for a rating by a text message: its own words, as a customer reads them, and what they cost. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Flex, Form, Input, Skeleton, Typography } from 'antd'
import { useDeferredValue, useState } from 'react'
import { type Shape, api, call } from '@/shared/api/client'
import { useLanguage, usePick, useText } from '@/shared/text'
import { ApiForm, useSending } from '@/shared/ui/ApiForm'
import { ChangedLast } from '@/shared/ui/ChangedLast'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Field } from '@/shared/ui/Fields'
import { Inset } from '@/shared/ui/Inset'
import { Panel } from '@/shared/ui/Page'
import styles from './Company.module.css'

type Texts = Shape<'RatingTextsOut'>
type Values = { zh: string; en: string }

const key = ['rating-texts']
const LONGEST = 500

export function RatingTextsTab() {
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: () => call(api.GET('/api/rating-texts')) })
  const [round, setRound] = useState(0)
  const reload = async () => {
    await refetch()
    setRound((one) => one + 1)
  }
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active />
  return <Texts key={round} texts={data} onReload={() => void reload()} />
}

function Texts({ texts, onReload }: { texts: Texts; onReload: () => void }) {
  const t = useText()
  const cache = useQueryClient()
  // What the person has before him: a newer one that arrives meanwhile must not pass for it.
  const [seen, setSeen] = useState(texts)
  const sending = useSending<Values>(
    async (values, version) => {
      const stored = await call(api.PUT('/api/rating-texts', { body: { ...values, ...(version ? { version } : {}) } }))
      cache.setQueryData(key, stored)
      setSeen(stored)
      return { zh: stored.zh, en: stored.en }
    },
    { version: seen.version },
  )
  const typed = useDeferredValue((Form.useWatch([], sending.form) as Values | undefined) ?? { zh: seen.zh, en: seen.en })
  const own = typed.zh !== seen.usual.zh || typed.en !== seen.usual.en
  return (
    <div className={styles.texts}>
      <Panel title={t('texts.title')}>
        <Typography.Paragraph type="secondary">{t('texts.hint', { company: '{company}', link: '{link}' })}</Typography.Paragraph>
        <ApiForm sending={sending} initial={{ zh: texts.zh, en: texts.en }} submitText={t('action.save')} onReload={onReload}>
          <Field name="zh" label="texts.zh" needed>
            <Input.TextArea autoSize={{ minRows: 3 }} maxLength={LONGEST} lang="zh" />
          </Field>
          <Field name="en" label="texts.en" needed>
            <Input.TextArea autoSize={{ minRows: 3 }} maxLength={LONGEST} lang="en" />
          </Field>
          {own && (
            <Button type="link" style={{ paddingInline: 0 }} onClick={() => sending.form.setFieldsValue(seen.usual)}>
              {t('texts.usual')}
            </Button>
          )}
        </ApiForm>
        <ChangedLast change={seen.changed} whole />
      </Panel>
      <Preview typed={typed} first={seen.preview} />
    </div>
  )
}

/** As it would arrive on a telephone, counted by the same rule that sends it. */
function Preview({ typed, first }: { typed: Values; first: Shape<'RatingTextsPreview'> }) {
  const t = useText()
  const { data = first, error } = useQuery({
    queryKey: [...key, 'preview', typed.zh, typed.en],
    queryFn: () => call(api.POST('/api/rating-texts/preview', { body: { zh: typed.zh, en: typed.en } })),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const both = [data.zh, data.en]
  return (
    <Panel title={t('texts.preview')}>
      {error && <ErrorNote error={error} />}
      <Flex vertical gap={16}>
        {(useLanguage() === 'en' ? both.toReversed() : both).map((one) => (
          <Arrived key={one === data.zh ? 'zh' : 'en'} one={one} lang={one === data.zh ? 'zh' : 'en'} />
        ))}
      </Flex>
    </Panel>
  )
}

function Arrived({ one, lang }: { one: Shape<'TextPreview'>; lang: string }) {
  const t = useText()
  const pick = usePick()
  return (
    <div data-testid={`preview-${lang}`}>
      <Inset>
        <span lang={lang} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {one.text}
        </span>
      </Inset>
      {one.problem ? (
        <Alert type="error" showIcon title={pick(one.problem)} />
      ) : (
        <Typography.Text type="secondary">{t(`texts.length.${one.alphabet}`, { n: one.parts, units: one.units, per: one.per_part })}</Typography.Text>
      )}
    </div>
  )
}
