import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anyEvent, extensionContext, extensionNamespaces } from '../../../../test/epcis/arbitrary.ts'
import { type EpcisWorld, epcisWorld } from '../../../../test/epcis/world.ts'

import type { EpcisEvent, NormalEvent } from '../../../kernel/epcis/model.ts'
import { readQuery } from './language.ts'
import { matches, noMasterData } from './matches.ts'
import { normalOfEvent, selectEvents, shownEvent } from './select.ts'
import { identifiersOf, isBag, listOf, simpleText } from './terms.ts'

let w: EpcisWorld
beforeAll(async () => {
  w = await epcisWorld()
})
afterAll(() => w.close())

type Given = Record<string, unknown>
const present = (...values: (string | undefined)[]) => values.filter((v) => v !== undefined)
const list = (name: string, values: readonly string[], at: number): Given =>
  values.length ? { [name]: [values[at % values.length]!, 'urn:example:other'] } : {}

/** Parameters that an event, or one like it, answers to: `pick` says which, `at` which of several values. */
function parametersOf(e: EpcisEvent, n: NormalEvent, pick: number, at: number): Given {
  const ids = identifiersOf(n)
  const typed = (field: string, values: readonly { type?: string | undefined; id: string }[]): Given => {
    const one = values[at % Math.max(values.length, 1)]
    return one?.type ? { [`EQ_${field}_${one.type}`]: [one.id] } : {}
  }
  const top = Object.entries(n.extensions)
  const extension = top[at % Math.max(top.length, 1)]
  const text =
    extension &&
    listOf(extension[1])
      .map(simpleText)
      .find((t) => t !== undefined)
  const inner = top.flatMap(([, v]) =>
    listOf(v)
      .filter(isBag)
      .flatMap((b) => Object.keys(b)),
  )
  const fractions = n.eventTime.replace(/\.(\d+)Z$/, (_, f: string) => `.${f.padEnd(6, '0')}1Z`)
  const quantities = [...n.quantities, ...n.inputQuantities, ...n.outputQuantities]
  const quantity = quantities[at % Math.max(quantities.length, 1)]
  const makers: (() => Given)[] = [
    () => ({ eventType: [e.type, at % 2 ? 'ObjectEvent' : e.type] }),
    () => ({ GE_eventTime: at % 2 ? n.eventTime : fractions }),
    () => ({ LT_eventTime: at % 2 ? n.eventTime : fractions }),
    () => (n.action ? { EQ_action: [n.action] } : {}),
    () => list('EQ_bizStep', present(n.bizStep), at),
    () => list('EQ_disposition', present(n.disposition), at),
    () => list('EQ_persistentDisposition_set', n.persistentDisposition?.set ?? [], at),
    () => list('EQ_persistentDisposition_unset', n.persistentDisposition?.unset ?? [], at),
    () => list(at % 2 ? 'EQ_readPoint' : 'WD_readPoint', present(n.readPoint), at),
    () => list('EQ_bizLocation', present(n.bizLocation), at),
    () => list('EQ_transformationID', present(n.transformationID), at),
    () => list('EQ_eventID', present(n.eventID), at),
    () => list('MATCH_epc', ids.epc, at),
    () => list('MATCH_parentID', ids.parent, at),
    () => list('MATCH_inputEPC', ids.in, at),
    () => list('MATCH_outputEPC', ids.out, at),
    () => list('MATCH_anyEPC', [...ids.parent, ...ids.epc, ...ids.in, ...ids.out], at),
    () => list('MATCH_epcClass', ids.class, at),
    () => list('MATCH_anyEPCClass', [...ids.class, ...ids.inClass, ...ids.outClass], at),
    () => ({ MATCH_anyEPC: ['urn:epc:idpat:sgtin:0614141.*.*', 'urn:epc:idpat:sscc:4012345.*'] }),
    () => {
      const serial = ids.epc.find((id) => /\/01\/\d{14}\/21\//.test(id))
      return serial ? { MATCH_epc: [serial.replace(/\/21\/.*/, '/21/*')] } : {}
    },
    () => typed('bizTransaction', n.bizTransactions),
    () => typed('source', n.sources),
    () => typed('destination', n.destinations),
    () =>
      quantity?.quantity
        ? {
            [`${at % 2 ? 'EQ' : 'GE'}_quantity${at % 3 ? `_${quantity.uom}` : ''}`]:
              at % 2 ? [Number(quantity.quantity)] : Number(quantity.quantity),
          }
        : {},
    () => ({ EXISTS_errorDeclaration: null }),
    () => list('EQ_correctiveEventID', n.errorDeclaration?.correctiveEventIDs ?? [], at),
    () => (n.errorDeclaration ? { GE_errorDeclarationTime: n.errorDeclaration.declarationTime } : {}),
    () => ({ EXISTS_sensorElementList: true }),
    () => ({ EQ_type: ['Temperature', 'https://words.example.org/colour'] }),
    () => ({ GE_value_KEL: 300 }),
    () => ({ EQ_booleanValue: at % 2 === 0 }),
    () => ({ EQ_hexBinaryValue: ['F0f0A1'] }),
    () => (extension ? { [`EXISTS_${hashed(extension[0])}`]: 1 } : {}),
    () => (extension && text !== undefined ? { [`EQ_${hashed(extension[0])}`]: [text] } : {}),
    () => (extension ? { [`GE_${hashed(extension[0])}`]: 10 } : {}),
    () => (inner.length ? { [`EXISTS_INNER_${hashed(inner[at % inner.length]!)}`]: 1 } : {}),
  ]
  return makers[pick % makers.length]!()
}

/** A full name as `namespace#name`; one that has no such form is left as it is. */
function hashed(name: string): string {
  const namespace = Object.values(extensionNamespaces).find((ns) => name.startsWith(ns))
  return namespace ? `${namespace}#${name.slice(namespace.length)}` : name
}

test('what the index narrows to and the events decide is what the events alone decide', {
  timeout: 300_000,
}, async () => {
  let found = 0
  let sharp = 0
  let at = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyEvent, { minLength: 8, maxLength: 16 }),
      fc.array(fc.tuple(fc.nat(15), fc.array(fc.tuple(fc.nat(200), fc.nat(5)), { minLength: 1, maxLength: 3 })), {
        minLength: 30,
        maxLength: 40,
      }),
      async (events, asked) => {
        const who = 100 + at++
        const ids = await w.capture(who, events)
        const normals = events.map((e, i) => ({ ...normalOfEvent(e, extensionContext), eventID: ids[i]! }))
        const { actor } = w.reader(who)
        for (const [of, parts] of asked) {
          const like = of % events.length
          const given = Object.assign(
            {},
            ...parts.map(([p, v]) => parametersOf(events[like]!, normals[like]!, p, v)),
          ) as Given
          let query: ReturnType<typeof readQuery>
          try {
            query = readQuery(given)
          } catch {
            continue // a name that no parameter can carry
          }
          const expected = normals.filter((n) => matches(n, query)).map((n) => n.eventID)
          const page = await selectEvents({ db: w.t.db, actor, query, masterData: noMasterData, origin: '' }, 1000)
          const got = page.events.map((f) => f.givenId ?? shownEvent(f).event['eventID'])
          // two events of one content are one event
          expect(new Set(got), JSON.stringify(given)).toEqual(new Set(expected))
          found += got.length
          if (got.length && got.length < events.length) sharp++
        }
      },
    ),
    { numRuns: 12, endOnFailure: true },
  )
  // a test that finds nothing, or always everything, shows nothing
  expect(found).toBeGreaterThan(500)
  expect(sharp).toBeGreaterThan(100)
})
