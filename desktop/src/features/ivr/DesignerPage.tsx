/** One flow in its designer: drawn, checked, tried without a phone, published. What is drawn is saved by itself. */
import { ApartmentOutlined, HistoryOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ReactFlowProvider, useReactFlow } from '@xyflow/react'
import { Badge, Button, Flex, Skeleton, Tabs, Typography } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { Link } from 'react-router'
import { type AnyNode, GIVEN, type NodeKind } from '@/shared/flow'
import { type Shape, api, call } from '@/shared/api/client'
import { useNamed } from '@/shared/dispositions'
import { pressed } from '@/shared/keys'
import { useSay } from '@/shared/said'
import { useText } from '@/shared/text'
import { Designer } from '@/shared/ui/Designer'
import { EmptyState } from '@/shared/ui/EmptyState'
import { ErrorNote } from '@/shared/ui/ErrorNote'
import { Page } from '@/shared/ui/Page'
import { Canvas } from './Canvas'
import { type Draft, add, begin, change, connect, disconnect, freeExit, heightIn, move, nodeOf, remove, variablesOf } from './draft'
import { FaultList } from './FaultList'
import { NodePanel } from './NodePanel'
import { Palette } from './Palette'
import { type Place, arranged } from './places'
import { Publish } from './Publish'
import { templates } from './templates'
import { type Kept, useDraft } from './useDraft'
import { Variables } from './variables'
import { Versions, useVersions } from './Versions'
import { TryOut } from './TryOut'
import type { Walk } from './walk'

export default function DesignerPage({ id }: { id: string }) {
  const params = { path: { id } }
  const flow = useQuery({ queryKey: ['ivr-flows', 'one', id], queryFn: () => call(api.GET('/api/ivr-flows/{id}', { params })) })
  // fetched when it is opened and never behind one's back: what is drawn would be gone
  const draft = useQuery({ queryKey: ['ivr-draft', id], queryFn: () => call(api.GET('/api/ivr-flows/{id}/draft', { params })), staleTime: Infinity, gcTime: 0 })
  const error = flow.error ?? draft.error
  if (error) return <ErrorNote error={error} retry={() => void Promise.all([flow.refetch(), draft.refetch()])} />
  if (!flow.data || !draft.data) return <Skeleton active />
  return (
    <ReactFlowProvider key={draft.dataUpdatedAt}>
      <Drawing flow={flow.data} found={draft.data} onReload={() => void draft.refetch()} />
    </ReactFlowProvider>
  )
}

interface Props {
  flow: Shape<'IvrFlowOut'>
  found: Kept
  /** Somebody else has saved since: his draft is taken instead. */
  onReload: () => void
}

function Drawing({ flow, found, onReload }: Props) {
  const t = useText()
  const named = useNamed()
  const say = useSay()
  const cache = useQueryClient()
  const { setCenter } = useReactFlow()
  const { id } = flow
  const versions = useVersions(id)
  const { draft, faults, step, history, ...work } = useDraft(id, found)
  const [chosen, setChosen] = useState<string | null>(null)
  const [edition, setEdition] = useState(0)
  const [open, setOpen] = useState<'publish' | 'versions' | null>(null)
  const [tab, setTab] = useState('settings')
  const [tried, setTried] = useState<{ walk: Walk | null; pressed: string }>({ walk: null, pressed: '' })
  const [aloud, setAloud] = useState(true)
  const node = nodeOf(draft, chosen)

  const to = (next: Draft, of?: string) => step({ type: 'change', draft: next, ...(of ? { of } : {}) })
  const show = (next: string | null) => {
    setChosen(next)
    if (next) setTab('settings')
  }
  /** The same, and in sight. */
  const go = (next: string) => {
    show(next)
    const place = draft.layout[next]
    if (place) void setCenter(place.x + 110, place.y + 60, { zoom: 1, duration: 200 })
  }
  const put = (kind: NodeKind, at: { place?: Place; from?: { node: string; exit: string } } = {}) => {
    const made = add(draft, kind, at)
    to(made.draft)
    show(made.id)
  }
  const after = (kind: NodeKind) => {
    const exit = freeExit(node)
    put(kind, node && exit ? { from: { node: node.id, exit } } : {})
  }
  const anew = (act: () => void) => {
    act()
    setEdition((n) => n + 1)
  }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const act = { 'Ctrl+z': 'undo', 'Ctrl+y': 'redo', 'Ctrl+Z': 'redo' }[pressed(event)] as 'undo' | 'redo' | undefined
      // in a field the browser takes back what was typed there
      const inField = event.target instanceof HTMLElement && ['INPUT', 'TEXTAREA'].includes(event.target.tagName)
      if (!act || inField) return
      event.preventDefault()
      step({ type: act })
      setEdition((n) => n + 1)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [step])
  const variables = useMemo(() => variablesOf(draft.flow, GIVEN), [draft.flow])
  const publish = async (note: string) => {
    await call(api.POST('/api/ivr-flows/{id}/publish', { params: { path: { id } }, body: { revision: work.revision, note } }))
    await cache.invalidateQueries({ queryKey: ['ivr-flows'] })
    say(t('ivr.published'))
  }

  const stuck = work.error !== null
  return (
    <Page
      title={named(flow)}
      extra={
        <Flex gap={8} align="center">
          <Typography.Text type={stuck ? 'danger' : 'secondary'} data-testid="saving" data-saved={work.saved}>
            {t(stuck ? 'ivr.unsaved' : work.saved ? 'ivr.saved' : 'ivr.saving')}
          </Typography.Text>
          <Button icon={<UndoOutlined />} disabled={history.past.length === 0} onClick={() => anew(() => step({ type: 'undo' }))} title={t('ivr.undo')} aria-label={t('ivr.undo')} />
          <Button icon={<RedoOutlined />} disabled={history.future.length === 0} onClick={() => anew(() => step({ type: 'redo' }))} title={t('ivr.redo')} aria-label={t('ivr.redo')} />
          <Button icon={<ApartmentOutlined />} onClick={() => to(move(draft, arranged(draft.flow, heightIn(draft.flow))))}>
            {t('ivr.arrange')}
          </Button>
          <Button icon={<HistoryOutlined />} onClick={() => setOpen('versions')} data-act="versions">
            {flow.live === null ? t('ivr.never') : t('ivr.version', { n: flow.live })}
          </Button>
          <Button
            type="primary"
            disabled={!work.saved || stuck || faults.length > 0 || draft.flow.nodes.length === 0}
            title={faults.length > 0 ? t('ivr.faults_first', { n: faults.length }) : ''}
            onClick={() => setOpen('publish')}
            data-act="publish"
          >
            {t('ivr.publish')}
          </Button>
          <Link to="/ivr">{t('ivr.all')}</Link>
        </Flex>
      }
    >
      {stuck && <ErrorNote error={work.error} retry={() => void (isNewer(work.error) ? onReload() : work.retry())} />}
      <Variables.Provider value={variables}>
        <Designer
          palette={<Palette nodes={draft.flow.nodes} onAdd={after} onFind={go} />}
          blank={draft.flow.nodes.length === 0 && <Blank onPick={(one) => to(one)} />}
          canvas={
            <Canvas
              draft={draft}
              faults={faults}
              chosen={chosen}
              walk={tab === 'try' ? tried.walk : null}
              onChoose={show}
              onMove={(places) => to(move(draft, places))}
              onConnect={(from, exit, target) => to(connect(draft, from, exit, target))}
              onDisconnect={(from, exit) => to(disconnect(draft, from, exit))}
              onRemove={(ids) => to(remove(draft, ids))}
              onDrop={(kind, place) => put(kind, { place })}
            />
          }
          panel={
            <Tabs
              size="small"
              activeKey={tab}
              onChange={setTab}
              items={[
                {
                  key: 'settings',
                  label: t('ivr.settings'),
                  children: node ? (
                    <NodePanel
                      key={node.id}
                      draft={draft}
                      node={node}
                      faults={faults.filter((fault) => fault.node === node.id)}
                      edition={edition}
                      onChange={(values: Partial<AnyNode>, setting) => to(change(draft, node.id, values), `${node.id}.${setting}`)}
                      onLead={(exit, target) => to(target ? connect(draft, node.id, exit, target) : disconnect(draft, node.id, exit))}
                      onNew={(exit, kind) => put(kind, { from: { node: node.id, exit } })}
                      onStart={() => to(begin(draft, node.id))}
                      onRemove={() => to(remove(draft, [node.id]))}
                    />
                  ) : (
                    <Typography.Text type="secondary">{t('ivr.pick')}</Typography.Text>
                  ),
                },
                {
                  key: 'faults',
                  label: (
                    <Badge count={faults.length} offset={[10, 0]} size="small" color="var(--z-amber-fill)">
                      {t('ivr.faults')}
                    </Badge>
                  ),
                  children: <FaultList flow={draft.flow} faults={faults} onPick={go} />,
                },
                {
                  key: 'try',
                  label: t('ivr.try'),
                  destroyOnHidden: true,
                  children: <TryOut id={id} flow={draft.flow} pressed={tried.pressed} aloud={aloud} onAloud={setAloud} onWalk={(walk, typed) => setTried({ walk, pressed: typed })} />,
                },
              ]}
            />
          }
        />
      </Variables.Provider>
      {open === 'publish' && <Publish flow={flow} draft={draft.flow} next={Math.max(0, ...(versions.data ?? []).map((one) => one.number)) + 1} onClose={() => setOpen(null)} onPublish={publish} />}
      <Versions id={id} open={open === 'versions'} onClose={() => setOpen(null)} />
    </Page>
  )
}

function isNewer(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'changed_meanwhile'
}

function Blank({ onPick }: { onPick: (draft: Draft) => void }) {
  const t = useText()
  return (
    <EmptyState
      title={t('ivr.blank')}
      hint={t('ivr.blank_hint')}
      action={
        <Flex vertical gap={12}>
          {Object.entries(templates).map(([key, template]) => (
            <Flex key={key} vertical gap={4} align="center">
              <Button onClick={() => onPick(template.draft())} data-template={key}>
                {t(template.name)}
              </Button>
              <Typography.Text type="secondary">{t(template.hint)}</Typography.Text>
            </Flex>
          ))}
        </Flex>
      }
    />
  )
}
