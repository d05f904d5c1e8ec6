/** A person's saved views of a list: choose one, keep how the list is now, let it open with one. */
import { BookOutlined } from '@ant-design/icons'
import { App, Button, Dropdown, Flex, Input, type MenuProps } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useTellFailure } from '@/shared/failure'
import { type Change, type ListView, addressOf, keptOf, useListViews } from '@/shared/listViews'
import { useSay } from '@/shared/said'
import { useText } from '@/shared/text'

interface Props {
  name: string
  /** Columns that are shown now. */
  columns: string[]
  choose: (columns: string[]) => void
}

export function ViewMenu({ name, columns, choose }: Props) {
  const t = useText()
  const say = useSay()
  const tell = useTellFailure()
  const { modal } = App.useApp()
  const [search, setSearch] = useSearchParams()
  const { known, views, change } = useListViews(name)
  const [naming, setNaming] = useState(false)
  const active = views.find((one) => one.name === search.get('view'))
  const now = { address: keptOf(search), columns }
  const same = active && active.address === now.address && (active.columns ?? []).join() === columns.join()
  const show = (view: ListView) => {
    if (view.columns?.length) choose(view.columns)
    setSearch(addressOf(view, search), { replace: true })
  }
  useOpening(known, views, search, show)
  const keep = async (wanted: Change) => {
    try {
      await change(wanted)
      say(t('form.saved'))
    } catch (error) {
      tell(error)
    }
  }
  const add = async (called: string) => {
    const view: ListView = { name: called, first: false, ...now }
    await keep((kept) => [...kept.filter((one) => one.name !== called), view])
    setNaming(false)
    setSearch(addressOf(view, search), { replace: true })
  }
  const items: MenuProps['items'] = [
    ...views.map((one) => ({ key: `show ${one.name}`, label: one.first ? t('view.first_mark', { name: one.name }) : one.name, onClick: () => show(one) })),
    ...(views.length > 0 ? [{ type: 'divider' as const }] : []),
    { key: 'add', label: t('view.add'), onClick: () => setNaming(true) },
    ...(active
      ? [
          { key: 'update', label: t('view.update', { name: active.name }), disabled: Boolean(same), onClick: () => void keep((kept) => kept.map((one) => (one.name === active.name ? { ...one, ...now } : one))) },
          {
            key: 'first',
            label: t(active.first ? 'view.not_first' : 'view.first'),
            onClick: () => void keep((kept) => kept.map((one) => ({ ...one, first: one.name === active.name && !active.first }))),
          },
          {
            key: 'remove',
            danger: true,
            label: t('view.remove', { name: active.name }),
            onClick: () =>
              void modal.confirm({
                title: t('view.remove', { name: active.name }),
                content: t('view.remove_text'),
                okText: t('action.remove'),
                okButtonProps: { danger: true },
                cancelText: t('action.cancel'),
                onOk: () => keep((kept) => kept.filter((one) => one.name !== active.name)),
              }),
          },
        ]
      : []),
  ]
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button icon={<BookOutlined />} data-act="views">
          {active ? `${active.name}${same ? '' : ' *'}` : t('view.title')}
        </Button>
      </Dropdown>
      {naming && <Naming taken={views.map((one) => one.name)} onName={(called) => void add(called)} onCancel={() => setNaming(false)} />}
    </>
  )
}

function Naming({ taken, onName, onCancel }: { taken: string[]; onName: (name: string) => void; onCancel: () => void }) {
  const t = useText()
  const [called, setCalled] = useState('')
  const name = called.trim()
  return (
    <Flex gap={8}>
      <Input
        autoFocus
        maxLength={40}
        style={{ width: 160 }}
        value={called}
        placeholder={t('view.name')}
        aria-label={t('view.name')}
        onChange={(event) => setCalled(event.target.value)}
        onPressEnter={() => name && onName(name)}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      />
      <Button type="primary" disabled={!name} onClick={() => onName(name)} data-act="save-view">
        {t(taken.includes(name) ? 'view.replace' : 'action.save')}
      </Button>
    </Flex>
  )
}

/** A list that is opened with nothing asked shows the person's first view; one that is named in the address, its columns. */
function useOpening(known: boolean, views: ListView[], search: URLSearchParams, show: (view: ListView) => void) {
  const opened = useRef(false)
  useEffect(() => {
    if (!known || opened.current) return
    opened.current = true
    const wanted = search.get('view')
    const view = wanted ? views.find((one) => one.name === wanted) : keptOf(search) === '' && !search.has('open') ? views.find((one) => one.first) : undefined
    if (view) show(view)
  }, [known, views, search, show])
}
