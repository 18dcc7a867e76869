/** What an audit may find. Each names the row: table, key, and what is wrong with it. */
export type Finding = {
  what:
    | 'leaf_changed'
    | 'leaf_missing'
    | 'node_changed'
    | 'root_differs'
    | 'checkpoint_changed'
    | 'signature_wrong'
    | 'published_differs'
    | 'event_missing'
    | 'event_changed'
    | 'event_not_in_log'
    | 'body_missing'
    | 'body_changed'
    | 'event_hash_differs'
    | 'derived_missing'
    | 'derived_changed'
    | 'derived_extra'
    | 'quantity_differs'
    | 'journal_missing'
    | 'journal_changed'
    | 'journal_not_in_log'
    | 'nonce_missing'
    | 'erasure_missing'
    | 'erasure_changed'
    | 'archive_changed'
  table: string
  /** The row's key, as a person reads it: `party_id=… event_id=…`. */
  row: string
  says: string
}
export type Report = (finding: Finding) => void

/** A row's key in words. */
export const rowOf = (key: Readonly<Record<string, unknown>>): string =>
  Object.entries(key)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')

/** One column that differs, in words. */
export const differs = (column: string, here: unknown, sealed: unknown): string =>
  `${column} is ${JSON.stringify(here)}, sealed was ${JSON.stringify(sealed)}`
