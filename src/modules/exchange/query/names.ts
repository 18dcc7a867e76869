import type { Namespaces } from '../../../kernel/epcis/model.ts'
import { expandName, namespaceOf } from '../../../kernel/epcis/names.ts'
import type { ExtensionArea } from './terms.ts'

/** Parts of an event in the names of parameters for their extension fields. */
const areas: Readonly<Record<string, ExtensionArea>> = {
  ILMD: 'ilmd',
  ERROR_DECLARATION: 'error',
  readPoint: 'readPoint',
  bizLocation: 'bizLocation',
  SENSORELEMENT: 'sensorElement',
  SENSORMETADATA: 'sensorMetadata',
  SENSORREPORT: 'sensorReport',
}

/** `INNER_ILMD_example:grade` → inner, the area, and the field's name as it stands. */
export function splitArea(text: string): { inner: boolean; area: ExtensionArea; field: string } {
  const inner = text.startsWith('INNER_')
  const rest = inner ? text.slice('INNER_'.length) : text
  for (const [word, area] of Object.entries(areas))
    if (rest.startsWith(`${word}_`)) return { inner, area, field: rest.slice(word.length + 1) }
  return { inner, area: 'top', field: rest }
}

const local = /^[\p{L}_][\p{L}\p{N}_.\-·]*$/u

/**
 * The full names that a field of a parameter may have in an event, undefined for none: `prefix:name` of a declared
 * prefix; namespace, `#` and name (EPCIS 2.0 §8.2.7.1); or a full URI. A namespace that itself ends in `#` makes the
 * second and third the same text, so both readings are tried. Only inner elements may have no namespace (`#name`).
 */
export function fullNames(field: string, namespaces: Namespaces, inner: boolean): string[] | undefined {
  const hash = field.lastIndexOf('#')
  if (hash >= 0) {
    const [namespace, name] = [field.slice(0, hash), field.slice(hash + 1)]
    if (!local.test(name)) return undefined
    if (namespace === '') return inner ? [name] : undefined
    if (!/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(namespace)) return undefined
    const bare = namespace.replace(/#$/, '')
    return [
      ...new Set([
        `${bare}${name}`,
        `${bare}#${name}`,
        ...(/[/:#]$/.test(bare) ? [] : [`${bare}/${name}`, `${bare}:${name}`]),
      ]),
    ]
  }
  const colon = field.indexOf(':')
  if (colon < 1) return undefined
  if (/^(?:https?:\/\/|urn:|ni:\/\/)/i.test(field)) return /^[^\s]+[^\s/#:]$/.test(field) ? [field] : undefined
  const full = expandName(field, namespaces)
  return full === field || !local.test(field.slice(colon + 1)) ? undefined : [full]
}

/** Attribute names of master data are compared without the namespace CBV gives them, in any of its spellings. */
export const attributeName = (text: string, namespaces: Namespaces): string => {
  const bare = text.replace(/^(?:urn:epcglobal:cbv:mda[:#]|cbvmda:)/, '')
  if (bare !== text) return bare
  const colon = text.indexOf(':')
  const namespace = colon > 0 ? namespaceOf(text.slice(0, colon), namespaces) : undefined
  return namespace === undefined ? text : namespace + text.slice(colon + 1)
}

const standardFields = [
  'readPoint',
  'bizLocation',
  'bizStep',
  'disposition',
  'epcClass',
  'source',
  'destination',
  'bizTransaction',
]

/**
 * Splits what follows EQATTR_ into the field and the attribute. Both may hold an underscore of their own: a standard
 * field ends at its name, an extension's at the first underscore behind its local name's beginning.
 */
export function splitAttribute(text: string): { field: string; attribute: string } | undefined {
  const standard = standardFields.find((f) => text.startsWith(`${f}_`))
  const from = standard ? standard.length : text.indexOf('_', Math.max(text.indexOf('#'), text.indexOf(':'), 0))
  if (from < 1 || from + 1 >= text.length) return undefined
  return { field: text.slice(0, from), attribute: text.slice(from + 1) }
}

export const isStandardField = (text: string): boolean => standardFields.includes(text)
