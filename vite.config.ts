import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { consoleWords, saidElsewhere, saidLater } from './src/apps/console/words.ts'
import type { Language } from './src/platform/i18n.ts'
import { allWords } from './src/words.ts'

/**
 * `virtual:words/zh` and `virtual:words/en`: every word a screen can show, one language a file, so that nobody loads both;
 * `virtual:late-words/zh` and `…/en`: those that come with the first page that says one of them.
 */
function oneLanguage(): Plugin {
  return {
    name: 'suyuan-words',
    resolveId: (id) => (/^virtual:(?:late-)?words\//.test(id) ? `\0${id}` : undefined),
    load(id) {
      const late = id.startsWith('\0virtual:late-words/')
      if (!late && !id.startsWith('\0virtual:words/')) return undefined
      const language = id.slice(-2) as Language
      const said = Object.entries({ ...allWords, ...consoleWords })
        .filter(([key]) => !saidElsewhere(key) && saidLater(key) === late)
        .map(([key, word]) => [key, word[language]])
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(Object.fromEntries(said)))})`
    },
  }
}

const port = Number(process.env['VITE_PORT'] ?? 5173)
const server = process.env['ORIGIN'] ?? 'http://127.0.0.1:3000'

/** The console: `npm run build` writes it to dist/console, which the server serves under /console/. */
export default defineConfig({
  root: 'src/apps/console',
  base: '/console/',
  plugins: [react(), oneLanguage()],
  // `npm run dev` beside a running server (ORIGIN); several at once with a port each
  cacheDir: `../../../node_modules/.vite/${port}`,
  server: {
    host: '127.0.0.1',
    port,
    strictPort: true,
    proxy: Object.fromEntries(['/api/', '/s/', '/setup'].map((path) => [path, server])),
  },
  build: {
    outDir: '../../../dist/console',
    emptyOutDir: true,
    manifest: true,
    // the content security policy lets fonts come as files of ours only
    assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
  },
})
