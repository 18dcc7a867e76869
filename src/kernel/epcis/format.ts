import { parseLink } from '../gs1/digital-link.ts'
import { epcUrn, type PrefixLengths } from '../gs1/epc.ts'
import { canonicalIdentifier } from '../gs1/identify.ts'
import type { EpcisEvent } from './model.ts'

/** Values of GS1-EPC-Format and GS1-CBV-XML-Format (openapi.yaml). */
export const epcFormats = ['No_Preference', 'Always_GS1_Digital_Link', 'Always_EPC_URN', 'Never_Translates'] as const
export type EpcFormat = (typeof epcFormats)[number]
export const cbvXmlFormats = ['No_Preference', 'Always_Web_URI', 'Always_URN', 'Never_Translates'] as const
export type CbvXmlFormat = (typeof cbvXmlFormats)[number]

const idLists = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList']
const quantityLists = ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList']
const typedLists = { bizTransactionList: 'bizTransaction', sourceList: 'source', destinationList: 'destination' }
// the ids of devices, their data and methods are EPCs where GS1 identifies them
const sensorIds = ['deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'bizRules', 'uriValue']

type Fields = Record<string, unknown>
const isObject = (v: unknown): v is Fields => typeof v === 'object' && v !== null && !Array.isArray(v)

/**
 * The event with its identifiers as GS1-EPC-Format asks, for reading only: the stored event is never changed.
 * - `Always_GS1_Digital_Link`: an EPC URN becomes a Digital Link on id.gs1.org; Digital Links of any domain stay.
 * - `Always_EPC_URN`: a Digital Link becomes an EPC URN where its company prefix is known, by `lengths` or by another
 *   identifier of the event that came as URN; otherwise it stays as captured.
 * - `Never_Translates` and `No_Preference`: as captured.
 *
 * Translated is every place where the standard has an object, class, place, party or document, none in extensions, ILMD
 * or error declarations. What is neither (a URI of one's own, `/s/<code>`) has no other form.
 */
export function inFormat(event: EpcisEvent, format: EpcFormat, lengths: PrefixLengths = () => undefined): EpcisEvent {
  if (format === 'Always_GS1_Digital_Link') return translated(event, toLink)
  if (format !== 'Always_EPC_URN') return event
  const own = ownPrefixes(event)
  return translated(event, (text) => toUrn(text, (digits) => lengths(digits) ?? own(digits)))
}

function toLink(text: string): string {
  if (!/^\s*urn:epc:/i.test(text)) return text
  const canonical = canonicalIdentifier(text)
  return canonical.startsWith('https://') ? canonical : text
}

function toUrn(text: string, lengths: PrefixLengths): string {
  if (!/^\s*https?:\/\//i.test(text)) return text
  const link = parseLink(text.trim(), true)
  if (link.reason !== undefined) return text
  return epcUrn(link.elements.slice(0, link.path), lengths) ?? text
}

/** The company prefixes that the event itself shows, in those of its identifiers that are EPC URNs. */
function ownPrefixes(event: EpcisEvent): PrefixLengths {
  const known = new Set<string>()
  translated(event, (text) => {
    const prefix = /^\s*urn:epc:(?:id|class|idpat):[a-z]+:([0-9]{6,12})\./i.exec(text)?.[1]
    if (prefix !== undefined) known.add(prefix)
    return text
  })
  return (digits) => [12, 11, 10, 9, 8, 7, 6].find((n) => digits.length >= n && known.has(digits.slice(0, n)))
}

/** A copy of the event with `change` at every identifier; what did not change is shared with the original. */
function translated(event: EpcisEvent, change: (text: string) => string): EpcisEvent {
  const text = (v: unknown) => (typeof v === 'string' ? change(v) : v)
  const field = (key: string) => (v: unknown) =>
    isObject(v) && typeof v[key] === 'string' ? { ...v, [key]: change(v[key]) } : v
  const list = (each: (v: unknown) => unknown) => (v: unknown) => (Array.isArray(v) ? v.map(each) : v)
  const some = (keys: readonly string[]) => (v: unknown) => {
    if (!isObject(v)) return v
    const copy = { ...v }
    for (const key of keys) if (Object.hasOwn(copy, key)) copy[key] = text(copy[key])
    return copy
  }
  const out: EpcisEvent = { ...event }
  const at = (key: string, how: (v: unknown) => unknown) => {
    if (Object.hasOwn(out, key)) out[key] = how(out[key])
  }
  for (const key of idLists) at(key, list(text))
  for (const key of quantityLists) at(key, list(field('epcClass')))
  for (const [key, id] of Object.entries(typedLists)) at(key, list(field(id)))
  for (const key of ['parentID', 'transformationID']) at(key, text)
  for (const key of ['readPoint', 'bizLocation']) at(key, field('id'))
  at(
    'sensorElementList',
    list((element) => {
      if (!isObject(element)) return element
      const copy = { ...element }
      if ('sensorMetadata' in copy) copy['sensorMetadata'] = some(sensorIds)(copy['sensorMetadata'])
      if ('sensorReport' in copy) copy['sensorReport'] = list(some(sensorIds))(copy['sensorReport'])
      return copy
    }),
  )
  return out
}
