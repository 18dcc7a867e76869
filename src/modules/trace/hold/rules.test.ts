import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { permissions } from '../../../platform/permissions.ts'
import { eventKinds } from '../work/work.ts'
import { carriedPiece, type HoldState, heldRules, holdActions, holdSources, holdStates } from './rules.ts'
import { holdWords } from './words.ts'

const [a, b] = ['00000000-0000-8000-8000-00000000000a', '00000000-0000-8000-8000-00000000000b']

test.each([
  // mark on, link, what goes along
  ['the whole', null, { sameItem: false, toItem: b }, { pieceId: null }],
  ['the whole', null, { sameItem: true, toItem: b }, { pieceId: null }],
  ['a piece in the pack that moves', a, { sameItem: true, toItem: b }, { pieceId: a }],
  ['a piece that is taken out', a, { sameItem: false, toItem: a }, { pieceId: null }],
  ['a sibling that is taken out', a, { sameItem: false, toItem: b }, undefined],
])('a mark on %s goes along a link as it should', (_, pieceId, link, expected) => {
  expect(carriedPiece(pieceId, link)).toEqual(expected)
})

test('every kind of event that takes held goods has a rule', () => {
  const making = ['produce', 'purchase_in']
  expect(Object.keys(heldRules).sort()).toEqual([...eventKinds.filter((k) => !making.includes(k)), 'capture'].sort())
})

test('a hold can be lifted and released from while it is in force, by whoever may', () => {
  const can = (state: HoldState, may = permissions as readonly (typeof permissions)[number][]) =>
    holdActions(state, may)
  expect(holdStates.map((s) => can(s))).toEqual([['lift', 'release'], ['lift', 'release'], [], []])
  expect(can('standing', ['hold:read'])).toEqual([])
})

test('every source, state and rule has its words', () => {
  for (const s of holdSources) expect(holdWords).toHaveProperty([`hold_source.${s}`])
  for (const s of holdStates) expect(holdWords).toHaveProperty([`hold_state.${s}`])
  for (const r of Object.values(heldRules)) expect(holdWords).toHaveProperty([`held_rule.${r}`])
})

test('the page that inspectors read says what the rules are', () => {
  const page = readFileSync('docs/domain/hold.md', 'utf8')
  const rows = [...page.matchAll(/^\| (\w+) \| (stopped|passes|decision|signal) \|/gm)].map((m) => [m[1], m[2]])
  expect(Object.fromEntries(rows)).toEqual(heldRules)
})
