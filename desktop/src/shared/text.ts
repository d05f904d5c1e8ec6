/** Texts by language. Every key has both; Chinese is the default. */
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { type TextKey, texts } from '@/texts'
import type { Pairs } from '@/texts/pair'

export type Language = 'zh' | 'en'
export type Both = { zh: string; en: string }
export type Values = Record<string, string | number>
export type Say = (key: TextKey, values?: Values) => string

const chosenKey = 'zuoxi.language'

export function asLanguage(name: string | null | undefined): Language {
  return name?.startsWith('en') ? 'en' : 'zh'
}

/** What the library's own parts say: calendars, empty lists, buttons of dialogs. */
export function antdTexts(language: Language): typeof zhCN {
  return language === 'en' ? enUS : zhCN
}

/** What is known so far: the house's, and those that pages have brought. */
let known: Pairs = texts

/** Whether there is a text of this name: a value that is newer than this page has none yet. */
export function isText(key: string): key is TextKey {
  return key in known
}

function resources(pairs: Pairs, language: Language): Record<string, string> {
  const index = language === 'zh' ? 0 : 1
  return Object.fromEntries(Object.entries(pairs).map(([key, pair]) => [key, pair[index]]))
}

/** A page that is fetched when it is opened brings its texts. */
export function bring(pairs: Pairs): void {
  known = { ...known, ...pairs }
  if (!i18next.isInitialized) return
  for (const language of ['zh', 'en'] as const) i18next.addResources(language, 'translation', resources(pairs, language))
}

/** Letters, calendars and weekdays follow the page's language. */
function speak(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en')
}

/** As it was chosen on this machine; before that as the browser speaks, Chinese where that is neither. */
function firstLanguage(): Language {
  return asLanguage(localStorage.getItem(chosenKey) ?? navigator.language)
}

export function startTexts(language: Language = firstLanguage()): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { zh: { translation: resources(known, 'zh') }, en: { translation: resources(known, 'en') } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  speak(language)
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(chosenKey, language)
  speak(language)
  void i18next.changeLanguage(language)
}

const atTheDoor = 'zuoxi.language.door'

/** Chosen before anybody has signed in: it is his who signs in next. */
export function chooseAtTheDoor(language: Language): void {
  sessionStorage.setItem(atTheDoor, language)
  chooseLanguage(language)
}

export function takeFromTheDoor(): Language | null {
  const chosen = sessionStorage.getItem(atTheDoor)
  sessionStorage.removeItem(atTheDoor)
  return chosen === 'zh' || chosen === 'en' ? chosen : null
}

export function useText(): Say {
  const { t } = useTranslation()
  return useCallback<Say>((key, values) => t(key, values ?? {}) as string, [t])
}

export function useLanguage(): Language {
  return asLanguage(useTranslation().i18n.language)
}

/** A sentence that came in both languages, in the reader's. */
export function usePick(): (both: Both | null | undefined) => string {
  const language = useLanguage()
  return useCallback((both) => both?.[language] || both?.zh || '', [language])
}
