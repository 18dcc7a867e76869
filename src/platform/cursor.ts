import { AppError } from './errors.ts'

/** The place in a sorted list after which the next page begins: the sort values of the last row shown. */
export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values), 'utf8').toString('base64url')
}

/** What a value of a cursor is: it is handed to the database as that. */
export type CursorValue = 'id' | 'time' | 'date' | 'count' | 'text'

const day = (text: string) => {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}
const fits: Record<CursorValue, (text: string) => boolean> = {
  id: (text) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
  time: (text) =>
    /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?Z$/.test(text) && day(text.slice(0, 10)),
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && day(text),
  count: (text) => /^\d{1,9}$/.test(text),
  text: (text) => text.isWellFormed() && !text.includes('\0'),
}

/**
 * The values of a cursor, each of its kind; undefined without one. A cursor comes back from outside: garbage, or one of
 * another list, is refused here and not by the database. @throws invalid `cursor.malformed`.
 */
export function decodeCursor<const K extends readonly CursorValue[]>(
  cursor: string | undefined,
  kinds: K,
): { [I in keyof K]: string } | undefined {
  if (cursor === undefined) return undefined
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const whole =
      Array.isArray(values) &&
      values.length === kinds.length &&
      kinds.every((kind, i) => typeof values[i] === 'string' && fits[kind](values[i]))
    if (whole) return values as { [I in keyof K]: string }
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
