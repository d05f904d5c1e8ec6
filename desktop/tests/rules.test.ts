/** Rules of the house that no compiler knows: what may import what, texts in both languages, no stray style. */
import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { texts as first } from '@/texts'
import { all as texts, ofPages } from '@/texts/all'

const root = join(import.meta.dirname, '../src')

function files(folder: string, ...ends: string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ends.some((end) => name.endsWith(end)))
    .map((name) => join(folder, name))
}

const sources = files(root, '.ts', '.tsx').filter((file) => !file.includes('/generated/'))
const name = (file: string) => relative(root, file)
const read = (file: string) => readFileSync(file, 'utf8')
const imports = (file: string) => [...read(file).matchAll(/from '([^']+)'|import\('([^']+)'\)/g)].map((m) => m[1] ?? m[2] ?? '')

/** Room -> rooms of ours that it may use. */
const rooms: Record<string, string[]> = {
  app: ['features', 'live', 'shared', 'texts', 'app'],
  features: ['live', 'shared', 'texts'],
  live: ['shared', 'texts', 'generated', 'live'],
  shared: ['shared', 'texts', 'generated'],
  texts: [],
}

describe('rooms', () => {
  it.each(Object.keys(rooms))('%s uses only the rooms below it', (room) => {
    const wrong = files(join(root, room), '.ts', '.tsx').flatMap((file) =>
      imports(file)
        .filter((from) => from.startsWith('@/') && !rooms[room]?.includes(from.split('/')[1] ?? ''))
        .map((from) => `${name(file)} -> ${from}`),
    )
    expect(wrong).toEqual([])
  })

  it('features do not reach into each other, nor the app into their insides', () => {
    const wrong = sources.flatMap((file) =>
      imports(file)
        .filter((from) => /^@\/features\/[^/]+\/./.test(from) || (name(file).startsWith('features') && from.startsWith('../')))
        .map((from) => `${name(file)} -> ${from}`),
    )
    expect(wrong).toEqual([])
  })
})

describe('texts', () => {
  it('exist in both languages, with the same blanks to fill', () => {
    const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort()
    for (const [key, [zh, en]] of Object.entries(texts)) {
      expect(zh.trim(), key).not.toBe('')
      expect(en.trim(), key).not.toBe('')
      expect(blanks(en), key).toEqual(blanks(zh))
    }
  })

  it('write each blank with two braces, or nobody fills it', () => {
    const left = Object.entries(texts).filter(([, pair]) => pair.some((text) => /[{}]/.test(text.replace(/\{\{\w+\}\}/g, ''))))
    expect(left.map(([key]) => key)).toEqual([])
  })

  it('are all in use', () => {
    const all = sources.filter((file) => !name(file).startsWith('texts')).map(read).join('\n')
    const groups = [...all.matchAll(/`([a-z_.]+)\.\$\{|group="([a-z_.]+)"|`([a-z_]+)\.\$\{[^}]+\}(_[a-z]+)`/g)].map((m) => m[1] ?? m[2] ?? m[3])
    const unused = Object.keys(texts).filter(
      (key) => !all.includes(`'${key}'`) && !all.includes(`"${key}"`) && !groups.some((group) => key.startsWith(`${group}.`)),
    )
    expect(unused).toEqual([])
  })

  it('come with the page that says them, or before everybody', () => {
    const brought = (file: string) => {
      const feature = /^features\/[^/]+/.exec(name(file))?.[0]
      const index = sources.find((one) => name(one) === `${feature}/index.ts`)
      return index ? [...read(index).matchAll(/'@\/texts\/(\w+)'/g)].map((m) => m[1] ?? '') : []
    }
    const early = new Set(Object.keys(first))
    const wrong = sources.filter((file) => !/^(texts|generated)/.test(name(file))).flatMap((file) => {
      const known = new Set([...early, ...brought(file).flatMap((part) => Object.keys((ofPages as Record<string, object>)[part] ?? {}))])
      const said = [...read(file).matchAll(/["']([a-z_]+(?:\.[a-z_0-9]+)+)["']/g)].map((m) => m[1] ?? '')
      const groups = [...read(file).matchAll(/`([a-z_.]+\.)\$\{|group="([a-z_.]+)"/g)].map((m) => m[1] ?? `${m[2]}.`)
      const missing = said.filter((key) => key in texts && !known.has(key))
      const unheard = groups.filter((group) => Object.keys(texts).some((key) => key.startsWith(group)) && ![...known].some((key) => key.startsWith(group)))
      return [...missing, ...unheard].map((key) => `${name(file)} ${key}`)
    })
    expect(wrong).toEqual([])
  })

  it('are asked for by name: those that came with a page are known as well', () => {
    const own = ['shared/text.ts', 'shared/api/errors.ts', 'features/people/RolesTab.tsx']
    const wrong = sources.filter((file) => !own.includes(name(file)) && !name(file).startsWith('texts') && /import \{[^}]*\btexts\b[^}]*\} from '@\/texts'/.test(read(file)))
    expect(wrong.map(name)).toEqual([])
  })

  it('say what call centres say: what people stumbled over is nowhere', () => {
    const odd = /结局|通话结果|主显号码|闸口|交还|让客户打进来|Take out of use|\bMarks\b|is thinking|Give back|Dial hours|Set-up token|User name/
    const wrong = Object.entries(texts).filter(([, pair]) => pair.some((text) => odd.test(text)))
    expect(wrong.map(([key]) => key)).toEqual([])
    expect(texts['outcome.not_in_service'][0]).toBe('未开通号码')
  })

  it('are the only words in components', () => {
    const spoken = new Set(['title', 'label', 'placeholder', 'aria-label', 'alt', 'okText', 'cancelText', 'description', 'extra', 'hint'])
    const ownKeys = new Set(Object.keys(texts))
    const wrong: string[] = []
    for (const file of sources.filter((one) => one.endsWith('.tsx'))) {
      const tree = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
      const visit = (node: ts.Node): void => {
        if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) wrong.push(`${name(file)}: ${node.text.trim()}`)
        if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
          const { text } = node.initializer
          if (spoken.has(node.name.getText()) && /\p{L}/u.test(text) && !ownKeys.has(text)) wrong.push(`${name(file)}: ${text}`)
        }
        if ((ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) && /\p{Script=Han}/u.test(node.text)) {
          wrong.push(`${name(file)}: ${node.text}`)
        }
        ts.forEachChild(node, visit)
      }
      visit(tree)
    }
    expect(wrong).toEqual([])
  })
})

describe('style', () => {
  const colour = /#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i

  it('has its colours in the theme', () => {
    const wrong = sources
      .filter((file) => !/shared\/(theme\.ts|ui\/|looks\/)/.test(file))
      .filter((file) => colour.test(read(file).replace(/'#'/g, '')))
      .map(name)
    expect(wrong).toEqual([])
  })

  it('asks for no variable but those of the theme and the hue of a state', () => {
    const wrong = files(root, '.ts', '.tsx', '.css').flatMap((file) =>
      [...read(file).matchAll(/var\((--(?!z-|hue)[\w-]+)/g)].map((m) => `${name(file)}: ${m[1]}`),
    )
    expect(wrong).toEqual([])
  })

  it('is layout and nothing else in features', () => {
    const layout =
      /^(display|grid-.*|gap|row-gap|column-gap|flex|flex-.*|align-.*|justify-.*|place-.*|width|height|(min|max)-(width|height)|overflow|overflow-.*|padding|padding-.*|margin|margin-.*|position|top|right|bottom|left|inset|white-space)$/
    const wrong = files(join(root, 'features'), '.css').flatMap((file) =>
      [...read(file).matchAll(/^\s+([a-z-]+):/gm)].map((m) => m[1] ?? '').filter((property) => !layout.test(property)).map((property) => `${name(file)}: ${property}`),
    )
    expect(wrong).toEqual([])
  })
})

describe('the lock', () => {
  it('holds no address of a registry', () => {
    const lock = readFileSync(join(root, '../package-lock.json'), 'utf8')
    expect(lock).not.toContain('"resolved"')
  })
})
