import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/**
 * `npm run build`: the console into dist/console, unless what is there was built from the same sources. It prints what
 * the first load weighs, and fails when that is over the limit. Runs before `npm start` and `npm run demo` by itself.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const out = `${root}dist/console`
/** JavaScript before the sign-in page or a home page can be used, gzip (issue: 350 KB of 1024 bytes). */
export const firstLoadLimit = 350

/** A name for everything the build reads: the same name, the same result. */
function sourcesHash(): string {
  const hash = createHash('sha256')
  const files = ['src', 'data']
    .flatMap((dir) => readdirSync(root + dir, { recursive: true, encoding: 'utf8' }).map((f) => `${dir}/${f}`))
    .filter((f) => !/\.test\.tsx?$/.test(f) && statSync(root + f).isFile())
    .sort()
  for (const file of ['package-lock.json', 'vite.config.ts', ...files]) {
    hash.update(`${file}\0`)
    hash.update(readFileSync(root + file))
  }
  return hash.digest('hex')
}

type Chunk = { file: string; isEntry?: boolean; imports?: string[]; dynamicImports?: string[]; css?: string[] }

/**
 * What the browser loads before it can show the page whose lazy parts are named in `also` (keys of Vite's manifest):
 * the entry, those parts, one language, and what they import. Sizes in bytes, gzip.
 */
export function firstLoad(also: readonly string[] = []): { javascript: number; css: number; files: string[] } {
  const manifest = JSON.parse(readFileSync(`${out}/.vite/manifest.json`, 'utf8')) as Record<string, Chunk>
  const entry = Object.keys(manifest).find((k) => manifest[k]!.isEntry)!
  const seen = new Set<string>()
  const visit = (key: string) => {
    if (seen.has(key)) return
    seen.add(key)
    for (const next of manifest[key]?.imports ?? []) visit(next)
  }
  const language = Object.keys(manifest).find((k) => k.includes('virtual:words/zh'))!
  for (const key of [entry, language, ...also]) {
    if (!manifest[key]) throw new Error(`the build has no part ${key}`)
    visit(key)
  }
  const chunks = [...seen].map((k) => manifest[k]!)
  const size = (file: string) => gzipSync(readFileSync(`${out}/${file}`)).length
  const sum = (files: string[]) => files.reduce((n, f) => n + size(f), 0)
  const css = [...new Set(chunks.flatMap((c) => c.css ?? []))]
  return { javascript: sum(chunks.map((c) => c.file)), css: sum(css), files: chunks.map((c) => c.file) }
}

/** What the first pages load beside the frame: the door, an officer's desk, an operator's home; the heaviest counts. */
export const homes = ['app/SignInPage.tsx', 'oversight/DeskPage.tsx', 'trade/OperatorHomePage.tsx']

/** Beside each file its compressed forms, so that the server only reads. */
function compress(): void {
  for (const file of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|css|html|svg|json|wasm)$/.test(file)) continue
    const bytes = readFileSync(`${out}/${file}`)
    if (bytes.length < 1024) continue
    writeFileSync(`${out}/${file}.gz`, gzipSync(bytes, { level: 9 }))
    writeFileSync(`${out}/${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
  }
}

/** The script of the page that checks a proof: one file of its own, of the kernel and nothing of the console. */
const verifyScript = {
  root,
  configFile: false as const,
  logLevel: 'warn' as const,
  build: {
    outDir: 'dist/verify',
    emptyOutDir: true,
    target: 'es2022',
    lib: { entry: 'src/apps/verify/main.ts', formats: ['es' as const], fileName: () => 'verify.js' },
    // what the SM2 library would load of Node is not there in a browser, and not needed to verify
    rolldownOptions: { output: { codeSplitting: false } },
  },
}

/** Builds when the sources changed; answers whether it did. */
export async function build(): Promise<boolean> {
  const stamp = `${out}/.built-from`
  const hash = sourcesHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false
  const { build: viteBuild } = await import('vite')
  const began = Date.now()
  await viteBuild({ configFile: `${root}vite.config.ts`, configLoader: 'native', logLevel: 'warn' })
  await viteBuild(verifyScript)
  compress()
  writeFileSync(stamp, hash)
  console.log(`console built in ${((Date.now() - began) / 1000).toFixed(1)} s`)
  return true
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.env['NODE_ENV'] ??= 'production'
  await build()
  const heaviest = Math.max(...homes.map((h) => firstLoad([h]).javascript)) / 1024
  console.log(`console, first load: ${heaviest.toFixed(0)} KB JavaScript gzip (at most ${firstLoadLimit})`)
  if (heaviest > firstLoadLimit) {
    console.error('The first load is over its limit: load what a first page does not need when it is needed.')
    process.exit(1)
  }
}
