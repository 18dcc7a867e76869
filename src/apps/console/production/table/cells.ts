import type { InputValue, PlaceValue, ProfileField } from '../../../../kernel/profile.ts'
import { UNITS, type Unit } from '../../../../kernel/unit.ts'
import type { Language } from '../../../../platform/i18n.ts'

/** The words of a table's cells that are not in the profile. */
export type CellWords = { yes: string; no: string; comma: string; language: Language }

/** Codes and rows of one cell at most: a spreadsheet's cell ends at 32,767 characters. */
const most = 500

/** The unit all values of a field have, so that it stands in the heading and the cell is a number. */
export function unitOf(field: ProfileField): Unit | undefined {
  if (field.type === 'quantity') return field.units.length === 1 ? field.units[0] : undefined
  return field.type === 'number' ? field.unit : undefined
}

/** Whether the cells of a field are numbers. */
export const isNumeric = (field: ProfileField): boolean =>
  !field.personal && (field.type === 'number' || (field.type === 'quantity' && field.units.length === 1))

const some = (list: readonly string[], { comma }: CellWords, total = list.length): string =>
  list.slice(0, most).join(comma) + (total > most ? ` … (${total})` : '')

/**
 * A field's value as the text of a cell; null where nothing was given. Personal values come masked and stay so. A plot,
 * a person and a file are ids: whoever draws the table says what they are.
 */
export function cellText(field: ProfileField, value: unknown, w: CellWords): string | null {
  if (value === undefined || value === null || value === '') return null
  if (field.personal) return String(value)
  switch (field.type) {
    case 'quantity': {
      const { quantity, unit } = value as { quantity: string; unit: Unit }
      return unitOf(field) ? quantity : `${quantity} ${UNITS[unit].names[w.language]}`
    }
    case 'yes_no':
      return value === true ? w.yes : w.no
    case 'choice': {
      const chosen = [value].flat().map((id) => field.choices.find((c) => c.id === id)?.names[w.language] ?? String(id))
      return some(chosen, w)
    }
    case 'input': {
      const { name, registrationNumber, source } = value as InputValue
      return [name, registrationNumber, source].filter(Boolean).join(' · ')
    }
    case 'place':
      return (value as PlaceValue).name
    case 'codes':
      return some(value as string[], w)
    case 'rows':
      return (value as Readonly<Record<string, unknown>>[])
        .slice(0, most)
        .map((row, i) => `${i + 1}. ${rowText(field.fields, row, w)}`)
        .join('; ')
    default:
      return String(value)
  }
}

const rowText = (fields: readonly ProfileField[], row: Readonly<Record<string, unknown>>, w: CellWords): string =>
  fields
    .flatMap((f) => {
      const text = cellText(f, row[f.key], w)
      const unit = unitOf(f)
      return text === null ? [] : [`${f.names[w.language]} ${text}${unit ? ` ${UNITS[unit].names[w.language]}` : ''}`]
    })
    .join(w.comma)

/**
 * The fields a screen has room for: those that are asked for first, in the order of the form; the others are in the
 * record and in the spreadsheet.
 */
export function inSight(fields: readonly ProfileField[], count: number): ProfileField[] {
  const short = fields.filter((f) => !['rows', 'codes', 'file'].includes(f.type))
  const asked = short.filter((f) => f.required && f.required !== 'warn')
  const shown = new Set([...asked, ...short.filter((f) => !asked.includes(f))].slice(0, count))
  return fields.filter((f) => shown.has(f))
}
