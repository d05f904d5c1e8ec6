/** The page speaks one language: calendars, letters and quotation marks too, and the one chosen at the door is kept. */
import { cleanup, render, screen } from '@testing-library/react'
import { ConfigProvider, DatePicker } from 'antd'
import dayjs from 'dayjs'
import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { antdTexts, chooseAtTheDoor, chooseLanguage, startTexts, takeFromTheDoor } from '@/shared/text'
import { likeABrowser } from './browser'

likeABrowser()
startTexts('zh')
afterEach(cleanup)

it.each([
  ['zh', /11月/, /周?[一二三四五六日]/, 'zh-CN'],
  ['en', /Nov/, /Mo|Tu/, 'en'],
] as const)('the calendar is %s throughout: months, weekdays, and what its buttons say', (language, month, weekday, lang) => {
  chooseLanguage(language)
  render(
    <ConfigProvider locale={antdTexts(language)}>
      <DatePicker open defaultPickerValue={dayjs('2026-11-26')} />
    </ConfigProvider>,
  )
  const panel = document.querySelector('.ant-picker-panel')?.textContent ?? ''
  expect(panel).toMatch(month)
  expect([...document.querySelectorAll('.ant-picker-content th')].map((one) => one.textContent).join(' ')).toMatch(weekday)
  expect(screen.getByRole('textbox').getAttribute('placeholder')).toBe(language === 'zh' ? '请选择日期' : 'Select date')
  expect(document.documentElement.lang).toBe(lang)
})

it('what is chosen at the door is his who signs in next, once', () => {
  chooseAtTheDoor('en')
  expect(takeFromTheDoor()).toBe('en')
  expect(takeFromTheDoor()).toBeNull()
})

it('on an English page Latin fonts come first: quotation marks are English ones', () => {
  const css = readFileSync('src/shared/base.css', 'utf8')
  const [chinese, english] = [/:root \{\s*--z-fonts: ([^;]+);/, /:root:lang\(en\) \{\s*--z-fonts: ([^;]+);/].map((one) => one.exec(css)?.[1] ?? '')
  expect(chinese?.indexOf('PingFang SC')).toBe(1)
  expect(english?.indexOf('Segoe UI')).toBeGreaterThan(0)
  expect(english?.indexOf('Segoe UI')).toBeLessThan(english?.indexOf('PingFang SC') ?? 0)
})
