import { contextList, mergeContexts, namespacesOf } from '../../../kernel/epcis/context.ts'
import { inFormat } from '../../../kernel/epcis/format.ts'
import type { Namespaces } from '../../../kernel/epcis/model.ts'
import type { PrefixLengths } from '../../../kernel/gs1/epc.ts'
import { type Answering, documentText } from '../content.ts'
import { type Found, shownEvent } from './select.ts'

export type EventsDocument = {
  events: readonly Found[]
  queryName: string
  subscriptionID?: string | undefined
  creationDate: string
}

/**
 * An EPCISQueryDocument of events that were found, as the request wants it. Where an event needs no translation its
 * stored text goes out as it is, and nothing is parsed.
 */
export function eventsText(
  answering: Answering,
  document: EventsDocument,
  lengths: PrefixLengths,
): { text: string; namespaces: Namespaces } {
  const { queryName, subscriptionID, creationDate } = document
  if (answering.format === 'xml') {
    const events = document.events.map(shownEvent)
    const text = documentText(
      answering,
      { kind: 'EPCISQueryDocument', queryName, subscriptionID, creationDate, events },
      lengths,
    )
    return { text, namespaces: namespacesOf(events.flatMap((e) => e.context)) }
  }
  const known = new Map<string, unknown[]>()
  const events = document.events.map((f) => {
    const text = storedText(f, answering.epcFormat)
    if (!text) return { ...shownEvent(f), text: undefined }
    let context = known.get(text.context)
    if (!context) known.set(text.context, (context = JSON.parse(text.context) as unknown[]))
    return { context, text: text.event, event: undefined, found: f }
  })
  const { context, own } = mergeContexts(events.map((e) => e.context))
  const list = events.map((e, i) => {
    const mine = own[i]
    if (mine === undefined && e.text !== undefined) return e.text
    const shown = e.event ?? shownEvent(e.found).event
    if (mine === undefined && answering.epcFormat === 'Always_GS1_Digital_Link') {
      const text = JSON.stringify(shown)
      if (!/urn:epc:/i.test(text)) return text
    }
    const event = inFormat(shown, answering.epcFormat, lengths)
    if (mine === undefined) return JSON.stringify(event)
    // its prefixes mean something else than those of the others: it says its context itself
    const { '@context': inner, ...rest } = event
    return JSON.stringify({ '@context': [...mine, ...contextList(inner)], ...rest })
  })
  const head = JSON.stringify({ '@context': context, type: 'EPCISQueryDocument', schemaVersion: '2.0', creationDate })
  const results = JSON.stringify({ ...(subscriptionID === undefined ? {} : { subscriptionID }), queryName })
  return {
    text: `${head.slice(0, -1)},"epcisBody":{"queryResults":${results.slice(0, -1)},"resultsBody":{"eventList":[${list.join(',')}]}}}}`,
    namespaces: namespacesOf(context),
  }
}

const opening = '{"v":2,"context":'
const between = ',"event":'

/**
 * The stored text of an event with its record time, where that is all the answer needs: the reader sees it whole and
 * its identifiers stay as they are. Undefined where the event must be read.
 */
function storedText(f: Found, epcFormat: Answering['epcFormat']): { context: string; event: string } | undefined {
  if (f.text === null || !f.own || epcFormat === 'Always_EPC_URN') return undefined
  const end = endOfValue(f.text, opening.length)
  if (!f.text.startsWith(between, end)) return undefined
  const event = f.text.slice(end + between.length, -1)
  if (event.includes('"recordTime"')) return undefined
  if (epcFormat === 'Always_GS1_Digital_Link' && /urn:epc:/i.test(event)) return undefined
  const id = f.givenId !== null && !event.includes('"eventID"') ? `"eventID":${JSON.stringify(f.givenId)},` : ''
  const context = f.text.slice(opening.length, end)
  return { context, event: `{${id}"recordTime":"${f.recordTime}",${event.slice(1)}` }
}

/** Where the JSON list or object that begins at `from` ends. */
function endOfValue(text: string, from: number): number {
  let depth = 0
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x22) {
      for (i++; text.charCodeAt(i) !== 0x22; i++) if (text.charCodeAt(i) === 0x5c) i++
    } else if (c === 0x5b || c === 0x7b) depth++
    else if ((c === 0x5d || c === 0x7d) && --depth === 0) return i + 1
  }
  return text.length
}
