/** After the build: each asset also compressed, as the web process serves it; and the first load is weighed. */
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

/** What a person waits for: the entry and the first page that he may open, with all that they import (gzip). */
export const firstLoadLimit = 450_000
const firstPages = ['features/workbench/index.ts', 'features/floor/index.ts']
const compressible = /\.(js|css|svg|json)$/
const smallest = 1_000

/** Assets of builds before stay so long (ms): pages that are open still ask for their parts. */
export const keptFor = 7 * 86_400_000
/** Says what sources the folder was made from (zuoxi/assembly/bootstrap/stamps.py); not while it is being made. */
const stamp = '.zuoxi-stamp'

/** Remove the assets that no build of the last days has written; `built` are those of this one. */
export function prune(assets: string, built: ReadonlySet<string>, now: number): void {
  for (const file of readdirSync(assets)) {
    const path = join(assets, file)
    if (!built.has(file.replace(/\.(gz|br)$/, '')) && now - statSync(path).mtimeMs > keptFor) rmSync(path)
  }
}

export function deliver(): Plugin {
  return {
    name: 'zuoxi-deliver',
    apply: 'build',
    configResolved({ root, build }) {
      rmSync(join(root, build.outDir, stamp), { force: true })
    },
    writeBundle({ dir }, bundle) {
      if (!dir) return
      const sizes = new Map<string, number>()
      for (const file of Object.keys(bundle).filter((one) => compressible.test(one))) {
        const path = join(dir, file)
        const bytes = readFileSync(path)
        const small = gzipSync(bytes, { level: 9 })
        sizes.set(file, small.length)
        if (bytes.length < smallest) continue
        writeFileSync(`${path}.gz`, small)
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
      }
      prune(join(dir, 'assets'), new Set(Object.keys(bundle).map((one) => basename(one))), Date.now())
      for (const page of firstPages) {
        const bytes = weigh(bundle, page, sizes)
        const line = `first load with ${page}: ${Math.round(bytes / 1000)} kB gzip`
        if (bytes > firstLoadLimit) this.error(`${line}; at most ${firstLoadLimit / 1000} kB`)
        this.info(line)
      }
    },
  }
}

function weigh(bundle: Rolldown.OutputBundle, page: string, sizes: ReadonlyMap<string, number>): number {
  const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
  const wanted = chunks.filter((one) => one.isEntry || one.facadeModuleId?.endsWith(page)).map((one) => one.fileName)
  if (wanted.length < 2) throw new Error(`no chunk for ${page}`)
  const seen = new Set<string>()
  for (let file = wanted.pop(); file; file = wanted.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    const chunk = bundle[file]
    if (chunk?.type === 'chunk') wanted.push(...chunk.imports, ...(chunk.viteMetadata?.importedCss ?? []))
  }
  return [...seen].reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0)
}
