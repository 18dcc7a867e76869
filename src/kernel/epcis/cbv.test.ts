import { expect, test } from 'vitest'
import {
  type CbvVocabulary,
  cbvUri,
  cbvUrn,
  cbvWord,
  isInventedCbvWord,
  measurementDimensions,
  vocabularies,
  wordsOf,
} from './cbv.ts'

test.each<[CbvVocabulary, string, string, string]>([
  ['bizStep', 'shipping', 'https://ref.gs1.org/cbv/BizStep-shipping', 'urn:epcglobal:cbv:bizstep:shipping'],
  ['disposition', 'in_transit', 'https://ref.gs1.org/cbv/Disp-in_transit', 'urn:epcglobal:cbv:disp:in_transit'],
  ['bizTransactionType', 'po', 'https://ref.gs1.org/cbv/BTT-po', 'urn:epcglobal:cbv:btt:po'],
  ['sourceDestType', 'owning_party', 'https://ref.gs1.org/cbv/SDT-owning_party', 'urn:epcglobal:cbv:sdt:owning_party'],
  ['errorReason', 'incorrect_data', 'https://ref.gs1.org/cbv/ER-incorrect_data', 'urn:epcglobal:cbv:er:incorrect_data'],
  ['component', 'latitude', 'https://ref.gs1.org/cbv/Comp-latitude', 'https://ref.gs1.org/cbv/Comp-latitude'],
  ['measurementType', 'Temperature', 'https://ref.gs1.org/voc/Temperature', 'https://ref.gs1.org/voc/Temperature'],
  [
    'sensorAlert',
    'ALARM_CONDITION',
    'https://ref.gs1.org/voc/ALARM_CONDITION',
    'https://ref.gs1.org/voc/ALARM_CONDITION',
  ],
])('%s %s', (vocabulary, word, uri, urn) => {
  expect(cbvUri(vocabulary, word)).toBe(uri)
  expect(cbvUrn(vocabulary, word)).toBe(urn)
  for (const form of [word, uri, urn]) {
    expect(cbvWord(vocabulary, form)).toBe(word)
    expect(cbvUri(vocabulary, form)).toBe(uri)
  }
})

test('every word goes to its URI and back', () => {
  for (const v of vocabularies) for (const w of wordsOf(v)) expect(cbvWord(v, cbvUri(v, w))).toBe(w)
})

test('words of others stay as they are; words invented in GS1’s name are told', () => {
  expect(cbvWord('bizStep', 'https://ns.example.com/shipping')).toBeUndefined()
  expect(cbvUri('bizStep', 'https://ns.example.com/shipping')).toBe('https://ns.example.com/shipping')
  expect(cbvUrn('bizStep', 'urn:own:step')).toBe('urn:own:step')
  expect(isInventedCbvWord('bizStep', 'urn:epcglobal:cbv:bizstep:shippping')).toBe(true)
  expect(isInventedCbvWord('bizStep', 'https://ref.gs1.org/cbv/BizStep-shipping')).toBe(false)
  expect(isInventedCbvWord('bizStep', 'https://ns.example.com/shippping')).toBe(false)
  // the web vocabulary grows: a measurement this table does not know is no mistake
  expect(isInventedCbvWord('measurementType', 'gs1:Loudness')).toBe(false)
  expect(cbvWord('bizStep', 'constructor')).toBeUndefined()
})

test('the sizes of GS1’s vocabularies', () => {
  expect(vocabularies.map((v) => wordsOf(v).length)).toEqual([41, 33, 13, 3, 2, 14, 72, 2])
  expect(
    new Set(Object.values(measurementDimensions).flatMap((d) => d.split(' ').map((p) => p.replace(/-?\d+$/, '')))),
  ).toEqual(new Set(['L', 'M', 'T', 'I', 'H', 'N', 'J', '', 'bit']))
})
