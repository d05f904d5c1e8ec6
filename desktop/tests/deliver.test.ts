// @vitest-environment node
/** A build leaves the assets of the builds before it for pages that are open, for some days. */
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keptFor, prune } from '../scripts/deliver.ts'

it('keeps what it has built and what is not old, and removes the rest with its packed copies', () => {
  const assets = mkdtempSync(join(tmpdir(), 'assets-'))
  const now = Date.now()
  const put = (file: string, age: number) => {
    writeFileSync(join(assets, file), '')
    utimesSync(join(assets, file), (now - age) / 1000, (now - age) / 1000)
  }
  put('page-new.js', 0)
  put('font-same.woff2', 2 * keptFor)
  put('page-before.js', keptFor / 2)
  put('page-before.js.br', keptFor / 2)
  put('page-old.js', 2 * keptFor)
  put('page-old.js.gz', 2 * keptFor)
  prune(assets, new Set(['page-new.js', 'font-same.woff2']), now)
  expect(readdirSync(assets).sort()).toEqual(['font-same.woff2', 'page-before.js', 'page-before.js.br', 'page-new.js'])
  rmSync(assets, { recursive: true })
})
