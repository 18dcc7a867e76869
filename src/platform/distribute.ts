import type pg from 'pg'
import type { Manifest, TableRule } from './manifest.ts'

/** What the catalogue says: tables that exist, which of them are spread already, and who refers to whom. */
export type Spread = {
  exists: ReadonlySet<string>
  spread: ReadonlySet<string>
  references: readonly { from: string; to: string }[]
}
export type Step =
  | { table: string; kind: 'reference' }
  | { table: string; kind: 'distributed'; column: string; with: string | null }

/**
 * What has yet to be done so that every table lies where the manifest says (scaling.md R1), in order: reference tables
 * first, a table after those it refers to, and each with the tables of its group. `with` is the table it goes along
 * with; null begins a group. Local tables are not touched.
 */
export function distributionPlan(manifest: Manifest, { exists, spread, references }: Spread): Step[] {
  const open = Object.entries(manifest).filter(([t, r]) => r.kind !== 'local' && exists.has(t) && !spread.has(t))
  const done = new Set(spread)
  const leaders = new Map<string, string>()
  for (const [table, rule] of Object.entries(manifest))
    if (rule.kind === 'distributed' && spread.has(table) && !leaders.has(rule.group)) leaders.set(rule.group, table)
  const steps: Step[] = []
  const place = (table: string, rule: TableRule) => {
    if (rule.kind === 'local') return
    done.add(table)
    if (rule.kind === 'reference') steps.push({ table, kind: 'reference' })
    else {
      const leader = leaders.get(rule.group) ?? null
      if (leader === null) leaders.set(rule.group, table)
      steps.push({ table, kind: 'distributed', column: rule.column, with: leader })
    }
  }
  let left = [...open.filter(([, r]) => r.kind === 'reference'), ...open.filter(([, r]) => r.kind === 'distributed')]
  while (left.length) {
    const ready = left.filter(([table]) =>
      references.every(({ from, to }) => from !== table || to === table || done.has(to) || !manifest[to]),
    )
    // tables that refer to each other: in the order of the manifest, as far as the cluster lets them
    const next = ready[0] ?? left[0]!
    place(...next)
    left = left.filter((l) => l !== next)
  }
  return steps
}

/** Gives the tables that exist and are not yet spread their place in the cluster; each is a statement of its own, so what was done stays done. */
export async function distribute(
  db: pg.Client,
  manifest: Manifest,
  onProgress: (what: string) => void = () => {},
): Promise<void> {
  const names = Object.keys(manifest)
  const { rows: tables } = await db.query<{ name: string; spread: boolean }>(
    `select t.name, exists (select 1 from pg_dist_partition p where p.logicalrelid = to_regclass(t.name)) as spread
     from unnest($1::text[]) as t (name) where to_regclass(t.name) is not null`,
    [names],
  )
  const { rows: references } = await db.query<{ from: string; to: string }>(
    `select f.name as "from", t.name as "to" from pg_constraint c
     join unnest($1::text[]) as f (name) on c.conrelid = to_regclass(f.name)
     join unnest($1::text[]) as t (name) on c.confrelid = to_regclass(t.name)
     where c.contype = 'f'`,
    [names],
  )
  const plan = distributionPlan(manifest, {
    exists: new Set(tables.map((t) => t.name)),
    spread: new Set(tables.flatMap((t) => (t.spread ? [t.name] : []))),
    references,
  })
  for (const step of plan) {
    onProgress(`spreading ${step.table}`)
    if (step.kind === 'reference') await db.query('select create_reference_table($1)', [step.table])
    else
      await db.query('select create_distributed_table($1, $2, colocate_with => $3)', [
        step.table,
        step.column,
        step.with ?? 'none',
      ])
  }
}
