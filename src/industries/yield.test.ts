import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Unit } from '../kernel/unit.ts'
import { crop } from './crop/index.ts'
import { fishery } from './fishery/index.ts'
import { livestock } from './livestock/index.ts'
import { type Goods, yieldAllowed, yieldProblem } from './yield.ts'

const profile = { crop, livestock, fishery }

/** `100 kg 0103S01 + …` */
function goods(text: string): Goods[] {
  return text.split(' + ').map((one) => {
    const [quantity = '', unit, productClass = ''] = one.split(' ')
    return { quantity, unit: unit as Unit, productClass }
  })
}

test.each([
  // mango 0103S01, dried 0103S9001, pulp 0103S9002, lychee 010306S01
  ['crop', 'process', '100 kg 0103S01', '50 kg 0103S9001', '-'],
  ['crop', 'process', '100 kg 0103S01', '50.001 kg 0103S9001', 'too_much 0103S9001 50 kg'],
  ['crop', 'process', '0.1 t 0103S01', '100 jin 0103S9001', '-'],
  ['crop', 'process', '0.1 t 0103S01', '100.01 jin 0103S9001', 'too_much 0103S9001 100 jin'],
  ['crop', 'process', '100 kg 0103S01', '30 kg 0103S9001 + 30 kg 0103S9001', 'too_much 0103S9001 50 kg'],
  ['crop', 'process', '100 kg 0103S01', '40 kg 0103S9001 + 60 kg 0103S9002', '-'],
  ['crop', 'process', '100 kg 0103S01', '40 kg 0103S9001 + 61 kg 0103S9002', 'too_much all 100 kg'],
  ['crop', 'process', '60 kg 0103S01 + 40 kg 0103S01', '50 kg 0103S9001', '-'],
  ['crop', 'process', '100 kg 0103S01', '90 kg 0103S01', '-'],
  ['crop', 'process', '100 kg 0103S01', '90 kg 010306S01', 'not_from_these 010306S01'],
  ['crop', 'process', '100 kg 010406S01', '10 kg 0103S9001', 'not_from_these 0103S9001'],
  ['crop', 'process', '100 kg 010402S01', '100 kg 0104S9001', '-'],
  ['crop', 'harvest', '100 kg 0103S01', '10 kg 0103S9001', 'not_from_these 0103S9001'],
  // pig 02S0101, pork 02S0401, carcass 02S040101, cuts 02S040102, by-products 02S0402
  ['livestock', 'slaughter', '10 head 02S0101', '950 kg 02S0401', '-'],
  ['livestock', 'slaughter', '10 head 02S0101', '2000.001 kg 02S0401', 'too_much 02S0401 2000 kg'],
  ['livestock', 'slaughter', '10 head 02S0101', '900 kg 02S0401 + 300 kg 02S0402', '-'],
  ['livestock', 'slaughter', '10 head 02S0101', '20 half_carcass 02S040101', '-'],
  ['livestock', 'slaughter', '10 head 02S0101', '21 half_carcass 02S040101', 'too_much 02S040101 20 half_carcass'],
  ['livestock', 'slaughter', '10 head 02S0101', '20 half_carcass 02S040101 + 300 kg 02S0402', '-'],
  ['livestock', 'slaughter', '10 bird 02S0101', '10 kg 02S0401', 'not_from_these 02S0401'],
  ['livestock', 'slaughter', '10 head 02S0102', '100 kg 02S0401', 'not_from_these 02S0401'],
  ['livestock', 'process', '4 half_carcass 02S040101', '150 kg 02S040102', '-'],
  ['livestock', 'process', '100 kg 02S0401', '100 kg 02S9001', '-'],
  // tilapia 03S010101, chilled fillet 03S9003, frozen fillet 03S9001
  ['fishery', 'fillet', '1000 kg 03S010101', '330 kg 03S9003', '-'],
  ['fishery', 'fillet', '1000 kg 03S010101', '601 kg 03S9003', 'too_much 03S9003 600 kg'],
  ['fishery', 'freeze', '330 kg 03S9003', '400 kg 03S9001', '-'],
  ['fishery', 'freeze', '330 kg 03S9003', '430 kg 03S9001', 'too_much 03S9001 429 kg'],
] as const)('%s %s: %s → %s: %s', (id, event, from, to, expected) => {
  const problem = yieldProblem(profile[id].yields, event, goods(from), goods(to))
  const told =
    problem === undefined
      ? '-'
      : problem.reason === 'yield.not_from_these'
        ? `not_from_these ${problem.productClass}`
        : `too_much ${problem.productClass ?? 'all'} ${problem.atMost} ${problem.unit}`
  expect(told).toBe(expected)
})

test('salt beside the fish adds nothing to what the fish can give', () => {
  const inputs = goods('100 kg 03S010101 + 50 kg 09')
  expect(yieldAllowed(fishery.yields, 'fillet', inputs, goods('60 kg 03S9003'))).toBe(true)
  expect(yieldAllowed(fishery.yields, 'fillet', inputs, goods('61 kg 03S9003'))).toBe(false)
})

test('what is allowed stays allowed with less out or more in', () => {
  const kg = (grams: number, productClass: string): Goods => ({
    quantity: (grams / 1000).toString(),
    unit: 'kg',
    productClass,
  })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 500_000 }), fc.constantFrom('0103S9001', '0103S9002')), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.integer({ min: 1, max: 1000 }),
      (input, outputs, more) => {
        const out = outputs.map(([grams, productClass]) => kg(grams, productClass))
        const before = yieldAllowed(crop.yields, 'process', [kg(input, '0103S01')], out)
        const after = yieldAllowed(crop.yields, 'process', [kg(input + more, '0103S01')], out)
        const fewer = yieldAllowed(crop.yields, 'process', [kg(input, '0103S01')], out.slice(0, 1))
        return !before || (after && fewer)
      },
    ),
  )
})

test('the table of yields in docs/domain/profile.md is the one in force', () => {
  const page = readFileSync(new URL('../../docs/domain/profile.md', import.meta.url), 'utf8')
  const told = page.split('\n').filter((line) => /^\| (crop|livestock|fishery) \|/.test(line))
  const inForce = Object.values(profile).flatMap((p) =>
    p.yields.map(
      (y) =>
        `| ${p.id} | ${y.event} | ${y.inputClass} | ${y.outputClass} | ${y.maxRatio} | ${y.inputUnit} → ${y.outputUnit} |`,
    ),
  )
  expect(told).toEqual(inForce)
})
