/** The catalogue of measures, and how figures are written. Nothing is divided here: figures come worked out. */
import { useQuery } from '@tanstack/react-query'
import { type Shape, api, call } from './api/client'
import { count, duration } from './formats'
import { useLanguage } from './text'

export type Figure = Shape<'FigureOut'>
export type Measure = Shape<'MeasureOut'>
export type Unit = Measure['unit']

export function useCatalogue() {
  return useQuery({ queryKey: ['measures'], queryFn: () => call(api.GET('/api/measures')), staleTime: Infinity }).data
}

/** The words of a row of the catalogue in the reader's language. */
export function useMeasureWords() {
  const english = useLanguage() === 'en'
  const catalogue = useCatalogue()
  const column = (code: string) => {
    const found = catalogue?.columns.find((one) => one.code === code)
    return (english ? found?.name_en : found?.name) ?? code
  }
  return (code: string) => {
    const found = catalogue?.measures.find((one) => one.code === code)
    return found
      ? {
          ...found,
          name: english ? found.name_en : found.name,
          definition: english ? found.definition_en : found.definition,
          owner: english ? found.owner_en : found.owner,
          above: found.above.map(column).join(' + '),
          below: found.below.map(column).join(' + '),
          belowUnit: catalogue?.columns.find((one) => one.code === found.below[0])?.unit ?? ('count' as Unit),
        }
      : null
  }
}

export function written(value: number | null | undefined, unit: Unit, language: string): string {
  if (value === null || value === undefined) return '–'
  if (unit === 'share') return `${percent(value)}%`
  return unit === 'ms' ? duration(value) : count(value, language)
}

/** A share in whole per cent. */
export function percent(share: number): number {
  return Math.round(share * 100)
}

export function figureOf(figures: readonly Figure[] | undefined, code: string): Figure | undefined {
  return figures?.find((one) => one.code === code)
}

/** The value of a sum; 0 where nothing was counted. */
export function sumOf(figures: readonly Figure[] | undefined, code: string): number {
  return figureOf(figures, code)?.value ?? 0
}
