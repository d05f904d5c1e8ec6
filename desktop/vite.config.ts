import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { deliver } from './scripts/deliver.ts'

const backend = process.env.ZUOXI_WEB ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [react(), deliver()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: 'es2022',
    // Open pages still ask for the parts of the build that they came from; `deliver` removes old ones.
    emptyOutDir: false,
    chunkSizeWarningLimit: 900,
  },
  server: {
    proxy: {
      '/api': { target: backend, changeOrigin: false },
      '/ws': { target: backend, ws: true, changeOrigin: false },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['tests/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    // A machine that builds, checks types and tests at once is slow; a story that hangs still ends.
    testTimeout: 30_000,
  },
})
