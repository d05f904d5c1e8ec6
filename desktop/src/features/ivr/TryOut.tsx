/** The flow tried without a phone: keys as a caller presses them; what he hears is played and the way lights up. */
import { useMutation } from '@tanstack/react-query'
import { Button, DatePicker, Flex, Switch, Typography } from 'antd'
import type { Dayjs } from 'dayjs'
import { useEffect, useState } from 'react'
import type { Flow } from '@/shared/flow'
import { api, call } from '@/shared/api/client'
import { startOfDay } from '@/shared/formats'
import { useZone } from '@/shared/session'
import { useLanguage, useText } from '@/shared/text'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { usePromptWord } from './choices'
import { hush, play } from './listen'
import { type Did, type Walk, becomes, silence, told, walkOf } from './walk'
import { exitWord, useNodeWord } from './words'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']

/** What was picked is meant as the company's clock shows it, wherever this machine stands. */
function momentIn(picked: Dayjs, zone: string): string {
  const minutes = picked.hour() * 60 + picked.minute()
  return new Date(Date.parse(startOfDay(picked.format('YYYY-MM-DD'), zone)) + minutes * 60_000).toISOString()
}

interface Props {
  id: string
  flow: Flow
  pressed: string
  aloud: boolean
  onAloud: (aloud: boolean) => void
  onWalk: (walk: Walk | null, pressed: string) => void
}

export function TryOut({ id, flow, pressed, aloud, onAloud, onWalk }: Props) {
  const t = useText()
  const language = useLanguage()
  const zone = useZone()
  const word = useNodeWord()
  const promptWord = usePromptWord()
  const [at, setAt] = useState<Dayjs | null>(null)
  const tried = useMutation({
    mutationFn: (typed: string) => call(api.POST('/api/ivr-flows/{id}/try', { params: { path: { id } }, body: { keys: typed, flow: flow as never, language, caller: '', vip: false, at: at && momentIn(at, zone) } })),
    onSuccess: (found, typed) => {
      const before = tried.data?.did.length ?? 0
      onWalk(walkOf(flow, found), typed)
      const heard = (found.did as unknown as Did[]).slice(typed === '' ? 0 : before).flatMap((one) => one.prompts ?? [])
      if (aloud) void play(heard, language)
    },
  })
  // whoever leaves it hears nothing more
  useEffect(() => hush, [])
  const { data, error, isPending, mutate } = tried
  const nodeWord = (node: string) => {
    const found = flow.nodes.find((one) => one.id === node)
    return found ? word(found) : node
  }
  const became = (exit: string) => (exit === '' ? t('ivr.try_answered') : exitWord(t, exit))
  const rings = data?.waits === true && flow.nodes.some((one) => one.id === data.node && one.kind === 'external')
  const lines = data ? told(data.did as unknown as Did[]) : []
  return (
    <Flex vertical gap={12} data-testid="try">
      <Typography.Text type="secondary">{t('ivr.try_hint')}</Typography.Text>
      <Flex justify="space-between" align="center" gap={8}>
        <Button type={data ? 'default' : 'primary'} onClick={() => mutate('')} disabled={isPending || flow.nodes.length === 0} data-act="try-start">
          {t(data ? 'ivr.try_again' : 'ivr.try_start')}
        </Button>
        <label>
          <Flex gap={8} align="center">
            <Switch size="small" checked={aloud} onChange={onAloud} />
            {t('ivr.try_aloud')}
          </Flex>
        </label>
      </Flex>
      <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" value={at} onChange={setAt} placeholder={t('ivr.try_at')} aria-label={t('ivr.try_at')} />
      {error !== null && <ErrorNote error={error} />}
      {data && (
        <>
          {rings ? (
            <>
              <Typography.Text>{t('ivr.try_outside')}</Typography.Text>
              <div style={{ display: 'grid', gridTemplateColumns: 'repeat(2, 1fr)', gap: 8 }}>
                {Object.entries(becomes).map(([key, exit]) => (
                  <Button key={key} disabled={isPending} onClick={() => mutate(pressed + key)} data-key={key}>
                    {became(exit)}
                  </Button>
                ))}
              </div>
            </>
          ) : (
            <>
              <div style={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: 8 }}>
                {keys.map((key) => (
                  <Button key={key} disabled={!data.waits || isPending} onClick={() => mutate(pressed + key)} data-key={key}>
                    {key}
                  </Button>
                ))}
              </div>
              <Button disabled={!data.waits || isPending} onClick={() => mutate(pressed + silence)}>
                {t('ivr.try_silence')}
              </Button>
            </>
          )}
          <Flex justify="space-between" gap={8}>
            <Typography.Text type="secondary">{t('ivr.try_keys')}</Typography.Text>
            <strong className="z-figures">{pressed === '' ? t('ivr.try_no_keys') : pressed.replace(/[abnf]/g, (key) => `(${became(becomes[key as keyof typeof becomes])})`)}</strong>
          </Flex>
          <div data-testid="try-path" data-node={data.node} data-waits={data.waits}>
            {lines.map((line, place) => (
              // The place on the way is the line's identity.
              // oxlint-disable-next-line react/no-array-index-key
              <Flex key={place} vertical style={{ marginBottom: 8 }}>
                <Flex justify="space-between" gap={8}>
                  <strong>{nodeWord(line.node)}</strong>
                  {line.exit && <span>{exitWord(t, line.exit)}</span>}
                </Flex>
                <Typography.Text type="secondary">{line.prompts.map(promptWord).join(' ')}</Typography.Text>
              </Flex>
            ))}
            {!data.waits && <Typography.Text strong>{t('ivr.try_over')}</Typography.Text>}
          </div>
        </>
      )}
    </Flex>
  )
}
