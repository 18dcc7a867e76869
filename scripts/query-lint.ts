import type { Manifest } from '../src/platform/migrate.ts'

/**
 * What one statement does that a cluster refuses or silently changes (scaling.md R13–R15), read from its text. It is
 * fed by the tests with every statement they send. A statement that is only sent where the database is one node says
 * so with a comment `/* single node: why *\/` and is let through; its twin for a cluster is tested without it.
 */
export function lintStatement(text: string, manifest: Manifest): string[] {
  if (/\/\*\s*single node:/.test(text)) return []
  const sql = text
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/\/\*.*?\*\//gs, ' ')
    .replace(/"/g, '')
    .replace(/\s+/g, ' ')
    .toLowerCase()
    .trim()
  const used = distributedTables(sql, manifest)
  if (!used.length) return []
  const wrong: string[] = []
  if (/\bwith recursive\b/.test(sql)) wrong.push('R13 recursive statement on a distributed table')
  const volatile = /\b(clock_timestamp|random|nextval|gen_random_uuid|uuidv7|uuid_generate_v4)\s*\(/
  if (/^update\b/.test(sql) && volatile.test(sql)) wrong.push('R14 volatile function in update')
  const doUpdate = sql.split(/\bdo update set\b/)[1]
  if (doUpdate && /\b(now|current_timestamp|statement_timestamp|transaction_timestamp)\b/.test(doUpdate))
    wrong.push('R14 time function in do update set')
  if (doUpdate && volatile.test(doUpdate)) wrong.push('R14 volatile function in do update set')
  if (/\b(grouping sets|rollup|cube)\b/.test(sql)) wrong.push('R15 grouping sets')
  if (/^merge into\b/.test(sql)) wrong.push('R15 merge')
  if (/\blateral\b/.test(sql)) wrong.push('R15 lateral')
  if (/\bfor (no key )?(update|share)|\bfor key share/.test(sql) && used.some((t) => !pinned(sql, t)))
    wrong.push('R11 locks rows of more than one party')
  const together = meeting(sql, used)
  for (const [i, a] of used.entries())
    for (const b of used.slice(i + 1))
      if (together.get(a) !== together.get(b) && !paired(sql, a, b))
        wrong.push(`R15 joins ${a.table} and ${b.table} other than on their distribution columns`)
  return wrong
}

type Used = { table: string; alias: string; column: string; group: string }

/** The distributed tables a statement reads or writes, with the name it calls them by. */
function distributedTables(sql: string, manifest: Manifest): Used[] {
  const found = new Map<string, Used>()
  for (const [, table, alias] of sql.matchAll(
    /(?:from|join|update|into|using) (\w+\.\w+)(?: as)?(?: (?!on\b|where\b|set\b|join\b|left\b|inner\b|order\b|group\b|limit\b|for\b|values\b|cross\b|select\b|union\b|returning\b|using\b|default\b)(\w+))?/g,
  )) {
    const rule = manifest[table!]
    if (rule?.kind !== 'distributed') continue
    const name = alias ?? table!.split('.')[1]!
    found.set(`${table} ${name}`, { table: table!, alias: name, column: rule.column, group: rule.group })
  }
  return [...found.values()]
}

const names = (t: Used) => `(?:${t.alias}|${t.table.replace('.', '\\.')})`

/** The statement names one value of the table's distribution column. */
function pinned(sql: string, t: Used): boolean {
  return new RegExp(`(?:${names(t)}\\.)?\\b${t.column} = (?:\\$\\d|any ?\\(\\s*array\\[\\$\\d+\\])`).test(sql)
}

/** Tables that meet on their distribution columns, also by way of a third (two `exists` on one outer table). */
function meeting(sql: string, used: Used[]): Map<Used, number> {
  const group = new Map(used.map((t, i) => [t, i]))
  for (const a of used)
    for (const b of used) {
      if (a.group !== b.group || !equal(sql, a, b)) continue
      const [from, to] = [group.get(b)!, group.get(a)!]
      for (const [t, g] of group) if (g === from) group.set(t, to)
    }
  return group
}

function equal(sql: string, a: Used, b: Used): boolean {
  return new RegExp(`${names(a)}\\.${a.column} = ${names(b)}\\.${b.column}`).test(sql)
}

/** Two tables of one statement meet on their distribution columns, or each is narrowed by a value of its own, or they are written from one source. */
function paired(sql: string, a: Used, b: Used): boolean {
  if (a.table === b.table && a.alias === b.alias) return true
  if ((equal(sql, a, b) || equal(sql, b, a)) && a.group === b.group) return true
  const narrowed = (t: Used) => new RegExp(`\\b${t.column} (?:= (?:\\$\\d|any)|in \\()`).test(sql)
  // a writing CTE that inserts constants into several tables: each insert is its own shard's business
  const inserted = (t: Used) => new RegExp(`insert into ${t.table.replace('.', '\\.')}\\b`).test(sql)
  return (narrowed(a) || inserted(a)) && (narrowed(b) || inserted(b))
}
