import type { ProfileEvent, ProfileField } from '../../../kernel/profile.ts'
import type { Values } from '../record/rules.ts'

/** Bytes of a file of a record at most; uploads of one account in an hour at most (ours). */
export const fileLimits = { bytes: 10 * 1024 * 1024, anHour: 300 } as const

type Fields = readonly ProfileField[]

/** Ids of the files that a record names, also in its rows; in lower case, as they are kept. */
export function filesOf({ fields }: Pick<ProfileEvent, 'fields'>, values: Values): string[] {
  const idsIn = (own: Fields, of: Values): string[] =>
    own.flatMap((field) => {
      const value = of[field.key]
      if (field.type === 'file') return typeof value === 'string' && value !== '' ? [value.toLowerCase()] : []
      if (field.type !== 'rows' || !Array.isArray(value)) return []
      return value.flatMap((row) => idsIn(field.fields, row as Values))
    })
  return [...new Set(idsIn(fields, values))]
}
