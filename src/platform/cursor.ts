import { AppError } from './errors.ts'

/** The place in a sorted list after which the next page begins: the sort values of the last row shown. */
export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values), 'utf8').toString('base64url')
}

/** The values of a cursor of `length` values; undefined without one. @throws invalid `cursor.malformed`. */
export function decodeCursor(cursor: string | undefined, length: number): string[] | undefined {
  if (cursor === undefined) return undefined
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(values) && values.length === length && values.every((v) => typeof v === 'string')) return values
  } catch {
    // falls through: the same refusal
  }
  throw new AppError('invalid', 'cursor.malformed')
}

/** A page of `limit` from rows of which one more was asked for, with the cursor of the next page. */
export function page<T>(rows: T[], limit: number, sortValues: (row: T) => readonly string[]) {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(sortValues(last)) : null }
}
