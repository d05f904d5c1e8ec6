/** The one place of colours, sizes and type. Everything else refers to these names. */
import { theme as antd, type ThemeConfig } from 'antd'

export type Look = 'light' | 'dark'
export type Hue = 'green' | 'ring' | 'blue' | 'amber' | 'violet' | 'grey' | 'orange' | 'red'

/** The seal of the mark; the same in every look. */
export const seal = { red: '#b3261e', paper: '#fffefb', wanting: '#f0a020' } as const

/** What is filled carries white words, in both looks. */
export const fills: Record<Hue, string> = {
  green: '#1a7f4b',
  ring: '#2460d8',
  blue: '#2448a8',
  amber: '#a85f00',
  violet: '#7440b4',
  grey: '#5f6473',
  orange: '#b83f0e',
  red: '#b3261e',
}

interface Palette {
  /** Three greys that differ visibly: the page, the sheet on it, the inset in the sheet. */
  page: string
  sheet: string
  inset: string
  line: string
  lineStrong: string
  ink: string
  inkSoft: string
  inkFaint: string
  primary: string
  primarySoft: string
  shadow: string
  /** The navigation is ink in both looks. */
  nav: string
  navOn: string
  navInk: string
  hues: Record<Hue, readonly [strong: string, soft: string, edge: string]>
}

const light: Palette = {
  page: '#f1eee8',
  sheet: '#fffefb',
  inset: '#f7f4ee',
  line: '#e4e0d6',
  lineStrong: '#d0cabb',
  ink: '#1d2230',
  inkSoft: '#565d6e',
  inkFaint: '#6f7482',
  primary: '#3443a8',
  primarySoft: '#eceefa',
  shadow: '0 6px 24px rgb(29 34 48 / 12%)',
  nav: '#171c2b',
  navOn: '#2a3250',
  navInk: '#b4bacd',
  hues: {
    green: ['#17713f', '#e6f4ec', '#b6dcc5'],
    ring: ['#1f57c8', '#e4edfe', '#adc7f8'],
    blue: ['#2448a8', '#e9eef9', '#bccaec'],
    amber: ['#8a5200', '#fdf1dc', '#efcf9f'],
    violet: ['#6d39ad', '#f3ecfa', '#d9c5ef'],
    grey: ['#565d6e', '#f0eee8', '#d9d5ca'],
    orange: ['#b03c0c', '#fdeadf', '#f3c3a8'],
    red: ['#b3261e', '#fbe9e7', '#f0c4bf'],
  },
}

const dark: Palette = {
  page: '#11141c',
  sheet: '#191e2a',
  inset: '#212736',
  line: '#2c3344',
  lineStrong: '#3e475d',
  ink: '#e8eaf1',
  inkSoft: '#adb4c5',
  inkFaint: '#8e96aa',
  primary: '#97a5ff',
  primarySoft: '#252c4b',
  shadow: '0 8px 28px rgb(0 0 0 / 55%)',
  nav: '#0b0e15',
  navOn: '#232a3f',
  navInk: '#a4abbe',
  hues: {
    green: ['#62cf92', '#15301f', '#245a3a'],
    ring: ['#86b4ff', '#182b52', '#2b4f94'],
    blue: ['#9db6ff', '#1b2645', '#33477f'],
    amber: ['#f2ba5e', '#33270f', '#624a1b'],
    violet: ['#c9a5f5', '#2b2040', '#4f3a76'],
    grey: ['#adb4c5', '#252b39', '#3a4257'],
    orange: ['#ffa27a', '#3a2114', '#6b3a20'],
    red: ['#ff8f86', '#3c1a18', '#72302b'],
  },
}

export const palettes: Record<Look, Palette> = { light, dark }

/** Sizes of type, by what they are for. */
export const type = { note: 12, text: 14, lead: 16, title: 20, figure: 28, poster: 40 } as const

export function themeOf(look: Look): ThemeConfig {
  const of = palettes[look]
  const [green, , greenEdge] = of.hues.green
  const [amber, , amberEdge] = of.hues.amber
  const [red, , redEdge] = of.hues.red
  return {
    algorithm: look === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: look === 'dark' ? '#6f80f0' : of.primary,
      colorLink: of.primary,
      colorInfo: of.primary,
      colorSuccess: green,
      colorWarning: amber,
      colorError: look === 'dark' ? '#e5675e' : red,
      colorInfoBg: of.primarySoft,
      colorInfoBorder: of.hues.blue[2],
      colorSuccessBg: of.hues.green[1],
      colorSuccessBorder: greenEdge,
      colorWarningBg: of.hues.amber[1],
      colorWarningBorder: amberEdge,
      colorErrorBg: of.hues.red[1],
      colorErrorBorder: redEdge,
      colorText: of.ink,
      colorTextSecondary: of.inkSoft,
      colorTextDescription: of.inkSoft,
      colorTextPlaceholder: of.inkFaint,
      colorBorder: of.lineStrong,
      colorBorderSecondary: of.line,
      colorBgLayout: of.page,
      colorBgContainer: of.sheet,
      colorBgElevated: of.sheet,
      colorFillAlter: of.inset,
      fontFamily: 'var(--z-fonts)',
      fontSize: type.text,
      fontSizeSM: type.note,
      borderRadius: 8,
      borderRadiusSM: 6,
      borderRadiusLG: 10,
      controlHeight: 32,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
      wireframe: false,
    },
    components: {
      Table: {
        cellPaddingBlockSM: 6.5,
        cellPaddingInlineSM: 8,
        cellFontSizeSM: 14,
        headerBg: of.inset,
        headerColor: of.inkSoft,
        headerSplitColor: 'transparent',
        rowHoverBg: of.inset,
        borderColor: of.line,
      },
      Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
      Drawer: { paddingLG: 20 },
      Tabs: { horizontalMargin: '0 0 12px 0', horizontalItemPadding: '8px 0' },
      Segmented: { itemSelectedBg: of.primary, itemSelectedColor: look === 'dark' ? of.page : of.sheet, trackBg: of.inset },
      Button: { defaultBg: of.sheet, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    },
  }
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)

/** The same names for style sheets: `var(--z-ink)`, `var(--z-green-soft)` … */
export function publishTheme(root: HTMLElement, look: Look): void {
  const { hues, ...plain } = palettes[look]
  const say = (name: string, value: string) => root.style.setProperty(`--z-${kebab(name)}`, value)
  for (const [name, value] of Object.entries(plain)) say(name, value)
  for (const [name, [strong, soft, edge]] of Object.entries(hues)) {
    say(name, strong)
    say(`${name}Soft`, soft)
    say(`${name}Edge`, edge)
  }
  for (const [name, value] of Object.entries(fills)) say(`${name}Fill`, value)
  say('seal', seal.red)
  say('paper', seal.paper)
  root.dataset['look'] = look
  root.style.colorScheme = look
}
