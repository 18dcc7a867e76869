import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Paths and links that a document names and that are not there; and scripts of package.json it mentions that do not exist. */
export function missing(file: string, text: string, scripts: ReadonlySet<string>): string[] {
  const there = (path: string) => existsSync(join(dirname(file), path)) || existsSync(path)
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((m) => m[1]!).filter((l) => !/^[a-z]+:/.test(l))
  // `src/…`, `docs/…`: whatever looks like a path of ours in backticks; placeholders (<x>, *, …) are left alone
  const paths = [...text.matchAll(/`((?:src|docs|test|scripts|bench|data|migrations|\.ci)\/[\w./-]*)`/g)].map(
    (m) => m[1]!,
  )
  const commands = [...text.matchAll(/npm run ([\w:-]+)/g)].map((m) => m[1]!).filter((s) => !scripts.has(s))
  return [...[...links, ...paths].filter((p) => !there(p)), ...commands.map((c) => `npm run ${c}`)].map(
    (p) => `${file}: ${p} is not there`,
  )
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const names = new Set(Object.keys(scripts))
  const files = ['.', 'docs', 'docs/adr', 'docs/domain', 'data']
    .filter((d) => existsSync(d))
    .flatMap((d) =>
      readdirSync(d)
        .filter((f) => f.endsWith('.md'))
        .map((f) => join(d, f)),
    )
  const wrong = files.flatMap((f) => missing(f, readFileSync(f, 'utf8'), names))
  for (const w of wrong) console.error(w)
  if (wrong.length) process.exit(1)
}
