/**
 * A list as the text of a PostgreSQL array, for a parameter with a cast (`$1::uuid[]`). Written out here because the
 * driver quotes and escapes each element of each list, which is most of the work of writing thousands of rows.
 * `plain`: no element can hold what would have to be quoted (ids, numbers, times, booleans).
 */
export function arrayText(values: readonly unknown[], plain: boolean): string {
  let text = '{'
  for (let i = 0; i < values.length; i++) {
    if (i) text += ','
    const v = values[i]
    if (v === null || v === undefined) text += 'NULL'
    else if (plain) text += v
    else if (Buffer.isBuffer(v)) text += `"\\\\x${v.toString('hex')}"`
    else {
      const s = String(v)
      text += /["\\]/.test(s) ? `"${s.replace(/["\\]/g, '\\$&')}"` : `"${s}"`
    }
  }
  return `${text}}`
}

const plainTypes = new Set(['uuid', 'timestamptz', 'numeric', 'boolean', 'integer', 'smallint', 'bigint', 'date'])
/** Whether elements of this type never need quotes in an array. */
export const isPlainType = (type: string): boolean => plainTypes.has(type)
