import type { Db } from '../../../platform/db.ts'
import { AppError } from '../../../platform/errors.ts'
import type { ItemKey } from '../work/containment.ts'

/** What a text names by the codes that a module above knows: items to begin at, the nearest first. */
export type SubjectSource = { readonly name: string; readonly items: (db: Db, text: string) => Promise<ItemKey[]> }

const sources = new Map<string, SubjectSource>()

/** Lets a trace begin at what another kind of code names; called once for each module where the server is put together. */
export function addSubjectSource(source: SubjectSource): void {
  sources.set(source.name, source)
}

/** Everything that the sources know under this text. */
export async function subjectsNamed(db: Db, text: string): Promise<ItemKey[]> {
  const found: ItemKey[] = []
  for (const source of sources.values()) found.push(...(await source.items(db, text)))
  return found
}

/** The answer for the first subject that is there for this person. @throws not_found `item.not_found` */
export async function firstFound<S, T>(subjects: readonly S[], walk: (subject: S) => Promise<T>): Promise<T> {
  for (const subject of subjects)
    try {
      return await walk(subject)
    } catch (err) {
      if (!(err instanceof AppError) || err.reason !== 'item.not_found') throw err
    }
  throw new AppError('not_found', 'item.not_found')
}
