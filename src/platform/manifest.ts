import { readFile } from 'node:fs/promises'

export const migrationsFolder = new URL('../../migrations/', import.meta.url).pathname

/**
 * What a table is on a cluster (scaling.md R1) and what the application role may do with it (core.md §7).
 * `app`: full when absent · read · append (select, insert) · append+void (also update of voided_by, voided_at).
 * `keeper`: what the role that erases by decision may do beside reading; nothing of a table without it.
 */
export type TableRule = (
  | { kind: 'distributed'; column: string; group: string }
  | { kind: 'reference' }
  | { kind: 'local' }
) & { app?: 'read' | 'append' | 'append+void'; keeper?: KeeperRight }
/** `archive`: adds to an archive and empties what is in it · `empty`: takes out what a record says once it is there. */
export type KeeperRight = 'read' | 'append' | 'delete' | 'clear' | 'archive' | 'empty'
export type Manifest = Record<string, TableRule>

export const readManifest = async (folder = migrationsFolder): Promise<Manifest> =>
  JSON.parse(await readFile(`${folder}/manifest.json`, 'utf8')) as Manifest
