export type Pair = readonly [zh: string, en: string]
export type Pairs = Record<string, Pair>
