/** The one place of colours, sizes and type. Everything else refers to these names. */
import type { ThemeConfig } from 'antd'

export const palette = {
  brand: '#1f4fd8',
  ink: '#1c2330',
  inkSoft: '#566070',
  line: '#e3e6eb',
  lineSoft: '#eef0f3',
  page: '#f4f5f8',
  card: '#ffffff',
  cardSoft: '#f9fafb',
  green: '#157a3c',
  greenSoft: '#e4f5ea',
  blue: '#1f4fd8',
  blueSoft: '#e6edff',
  amber: '#a55209',
  amberSoft: '#fcefd9',
  violet: '#6b2fc9',
  violetSoft: '#f0e9fd',
  grey: '#566070',
  greySoft: '#eceef2',
  orange: '#b83f0e',
  orangeSoft: '#fdeadf',
  red: '#b3261e',
  redSoft: '#fce9e7',
} as const

export type Hue = 'green' | 'blue' | 'amber' | 'violet' | 'grey' | 'orange' | 'red'

const fonts =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'

export const theme: ThemeConfig = {
  token: {
    colorPrimary: palette.brand,
    colorInfo: palette.brand,
    colorSuccess: palette.green,
    colorWarning: palette.amber,
    colorError: palette.red,
    colorInfoBg: palette.blueSoft,
    colorInfoBorder: '#c3d2f8',
    colorSuccessBg: palette.greenSoft,
    colorSuccessBorder: '#b9e0c6',
    colorWarningBg: palette.amberSoft,
    colorWarningBorder: '#f0d3a4',
    colorErrorBg: palette.redSoft,
    colorErrorBorder: '#f3c2bd',
    colorText: palette.ink,
    colorTextSecondary: palette.inkSoft,
    colorTextDescription: palette.inkSoft,
    colorBorder: '#cfd4dc',
    colorBorderSecondary: palette.line,
    colorBgLayout: palette.page,
    fontFamily: fonts,
    fontSize: 14,
    fontSizeSM: 12,
    borderRadius: 6,
    borderRadiusLG: 8,
    controlHeight: 32,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
    wireframe: false,
  },
  components: {
    Table: { cellPaddingBlockSM: 7, cellPaddingInlineSM: 10, headerBg: palette.cardSoft, headerColor: palette.inkSoft },
    Menu: { itemHeight: 36, itemMarginInline: 8, itemBorderRadius: 6, itemBg: 'transparent' },
    Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
    Card: { bodyPadding: 16, headerHeight: 44 },
    Drawer: { paddingLG: 20 },
    Tabs: { horizontalMargin: '0 0 12px 0' },
  },
}

/** The same names for style sheets: `var(--z-ink)`, `var(--z-green-soft)` … */
export function publishTheme(root: HTMLElement): void {
  for (const [name, colour] of Object.entries(palette)) {
    root.style.setProperty(`--z-${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`, colour)
  }
  root.style.setProperty('--z-fonts', fonts)
}
