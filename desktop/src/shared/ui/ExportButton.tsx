/** Takes a list along as it is filtered and sorted. A job writes it; whoever leaves the page gets it all the same. */
import { DownloadOutlined } from '@ant-design/icons'
import { App, Button, Tooltip } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { type Query, api, call } from '@/shared/api/client'
import { useTellFailure } from '@/shared/failure'
import { useMay } from '@/shared/session'
import { useText } from '@/shared/text'
import { fetchWhenWritten } from './exporting'

export function ExportButton({ list, query }: { list: string; query: Query }) {
  const t = useText()
  const may = useMay()
  const tell = useTellFailure()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const take = async () => {
    const key = `export-${list}`
    const say = (text: string) =>
      message.loading({ key, duration: 0, content: may('jobs.see') ? <Link to="/jobs">{text}</Link> : text })
    setBusy(true)
    void say(t('export.begun'))
    try {
      const asked = Object.fromEntries(Object.entries(query).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])))
      const job = await call(api.POST('/api/exports', { body: { list, query: asked } }))
      const done = await fetchWhenWritten(job, ({ done: n, total }) => {
        if (total > 0) void say(t('export.progress', { n, total }))
      })
      if (done.state === 'done') void message.success({ key, content: t(more(done.result) ? 'export.cut' : 'export.done') })
      else if (done.state === 'cancelled') message.destroy(key)
      else void message.error({ key, content: t('export.failed') })
    } catch (error) {
      message.destroy(key)
      tell(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Tooltip title={t('action.export')}>
      <Button aria-label={t('action.export')} icon={<DownloadOutlined />} loading={busy} onClick={() => void take()} data-act="export" />
    </Tooltip>
  )
}

function more(result: unknown): boolean {
  return (result as { more?: boolean } | null)?.more === true
}
