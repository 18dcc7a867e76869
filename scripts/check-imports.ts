import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, normalize } from 'node:path'

/** Modules from the ground up: each may use those before it, through their index.ts, and none after it. */
export const order = [
  'identity',
  'catalogue',
  'registry',
  'trace',
  'proof',
  'production',
  'serial',
  'label',
  'trade',
  'asset',
  'device',
  'control',
  'oversight',
  'retention',
  'testing',
  'enforcement',
  'risk',
  'credit',
  'insight',
  'exchange',
  'portal',
  'notify',
]
const isomorphic = /\/(schema|rules|words)\.ts$/
const browserPlatform = /^src\/platform\/(endpoint|errors|permissions|i18n|client|words)\.ts$/

type Place = { layer: string; module?: string | undefined }

function place(file: string): Place {
  const [, layer = '', module] = file.match(/^src\/(\w+)(?:\/(\w[\w-]*))?\//) ?? []
  if (!layer) return { layer: 'root' }
  return { layer, module: layer === 'modules' || layer === 'apps' ? module : undefined }
}

/** Why this import is not allowed, or undefined when it is (architecture.md §3, "Rules of the house"). */
export function refuse(from: string, to: string): string | undefined {
  const a = place(from)
  const b = place(to)
  if (a.layer === 'root') return undefined
  if (a.layer === 'kernel') return b.layer === 'kernel' ? undefined : 'the kernel imports nothing of ours'
  if (a.layer === 'platform') return b.layer === 'platform' ? undefined : 'the platform knows no subject'
  if (a.layer === 'industries')
    return b.layer === 'industries' || b.layer === 'kernel' ? undefined : 'industries may use the kernel only'
  if (a.layer === 'ui') return b.layer === 'ui' || b.layer === 'kernel' ? undefined : 'ui may use the kernel only'
  if (a.layer === 'apps') {
    if (b.layer === 'apps')
      return a.module === b.module || b.module === 'shared' ? undefined : 'apps do not share but through apps/shared'
    if (b.layer === 'modules')
      return isomorphic.test(to) ? undefined : 'an app may use only schema, rules and words of a module'
    if (b.layer === 'platform')
      return browserPlatform.test(to) ? undefined : 'this part of the platform is for the server'
    return b.layer === 'root' && !/^src\/(endpoints|words)\.ts$/.test(to)
      ? 'an app does not know the server'
      : undefined
  }
  // a module
  if (b.layer === 'apps' || b.layer === 'ui') return 'a module knows no app'
  if (b.layer === 'root') return 'a module does not know the server'
  const shared = isomorphic.test(from)
  if (b.layer === 'platform')
    return shared && !browserPlatform.test(to) ? 'schema, rules and words run in the browser too' : undefined
  if (b.layer !== 'modules') return undefined
  if (a.module === b.module) return undefined // what a browser-safe file reaches is checked by `browserUnsafe`
  const [ai, bi] = [order.indexOf(a.module!), order.indexOf(b.module!)]
  if (ai < 0 || bi < 0) return `${ai < 0 ? a.module : b.module} is not in the order of modules`
  if (bi > ai) return `${a.module} may not use ${b.module}: it stands above`
  if (isomorphic.test(to)) return undefined
  if (shared) return 'schema, rules and words may only use schema, rules and words of earlier modules'
  return /^src\/modules\/\w+\/index\.ts$/.test(to) ? undefined : `use ${b.module} through its index.ts`
}

/** What a file names in its import and export statements, dynamic imports and `new URL`. */
function specifiers(text: string): string[] {
  const statements = [...text.matchAll(/^(?:import|export)\b[^'\n;]*(?:\n[^'\n;]*)*?\bfrom\s+'([^']+)'/gm)]
  const bare = [...text.matchAll(/^import\s+'([^']+)'/gm)]
  const inline = [...text.matchAll(/\b(?:import|new URL)\(\s*'([^']+)'/g)]
  return [...statements, ...bare, ...inline].map((m) => m[1]!)
}

/** Every source file with the files it imports, relative to the project. */
export function imports(root = '.'): Map<string, string[]> {
  const files = readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' })
    .map((f) => `src/${f}`)
    .filter((f) => /\.tsx?$/.test(f) && !/\.test\.tsx?$/.test(f) && statSync(`${root}/${f}`).isFile())
  return new Map(
    files.map((from) => {
      const text = readFileSync(`${root}/${from}`, 'utf8')
      const found = [...specifiers(text)]
        .filter((t) => /^\..*\.tsx?$/.test(t))
        .map((t) => normalize(`${dirname(from)}/${t}`))
      return [from, [...new Set(found)]]
    }),
  )
}

/** Import cycles, each once, as the list of files on it. Type-only imports count: a circle of types is a circle of meaning. */
export function cycles(graph: Map<string, string[]>): string[][] {
  const found: string[][] = []
  const state = new Map<string, 'open' | 'done'>()
  const path: string[] = []
  const visit = (file: string) => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      found.push([...path.slice(path.indexOf(file)), file])
      return
    }
    state.set(file, 'open')
    path.push(file)
    for (const next of graph.get(file) ?? []) visit(next)
    path.pop()
    state.set(file, 'done')
  }
  for (const file of graph.keys()) visit(file)
  return found
}

/** Packages that run in a browser. */
const browserPackages = new Set(['zod', 'decimal.js', 'pinyin-pro'])

/** What a browser-safe file reaches, however far, that a browser cannot run: server code of ours, or a package that is not for it. */
export function browserUnsafe(
  graph: Map<string, string[]>,
  from: string,
  packagesOf: (file: string) => string[],
): string[] {
  const seen = new Set([from])
  const wrong: string[] = []
  for (const file of seen) {
    if (file.startsWith('src/platform/') && !browserPlatform.test(file)) {
      wrong.push(`${from} reaches ${file}, which is for the server`)
      continue
    }
    for (const name of packagesOf(file))
      if (!browserPackages.has(name)) wrong.push(`${from} reaches ${file}, which uses ${name}: not for a browser`)
    for (const next of graph.get(file) ?? []) seen.add(next)
  }
  return wrong
}

/** The packages a file imports, by name. */
function packages(root: string, file: string): string[] {
  const text = readFileSync(`${root}/${file}`, 'utf8')
  return specifiers(text)
    .filter((t) => !t.startsWith('.') && !t.startsWith('#'))
    .map((t) =>
      t
        .split('/')
        .slice(0, t.startsWith('@') ? 2 : 1)
        .join('/'),
    )
}

/** Everything that is wrong with the imports under `root`. */
export function check(root = '.'): string[] {
  const graph = imports(root)
  const wrong = [...graph].flatMap(([from, tos]) =>
    tos.flatMap((to) => {
      if (!graph.has(to)) return [`${from} → ${to}: there is no such file`]
      const why = refuse(from, to)
      return why ? [`${from} → ${to}: ${why}`] : []
    }),
  )
  const unsafe = [...graph.keys()]
    .filter((f) => isomorphic.test(f) && f.startsWith('src/modules/'))
    .flatMap((f) => browserUnsafe(graph, f, (file) => packages(root, file)))
  return [...wrong, ...unsafe, ...cycles(graph).map((c) => `import cycle: ${c.join(' → ')}`)]
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const wrong = check()
  for (const w of wrong) console.error(w)
  if (wrong.length) process.exit(1)
}
