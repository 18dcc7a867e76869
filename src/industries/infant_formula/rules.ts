import type { ProfileRetention, ProfileRule, ProfileYield } from '../../kernel/profile.ts'
import type { JudgedRule, RuleFact, RuleFacts } from '../../kernel/rule.ts'
import { allParts } from '../dairy/rules.ts'
import { FIVE_GROUP_IDS } from '../edible/events.ts'
import {
  chainRule,
  expiryRule,
  failedTestRules,
  foodRetention,
  ownRetention,
  rawRules,
  recallRules,
  releaseRule,
  say,
  yieldsOf,
} from '../edible/rules.ts'
import { RP_36, RP_RECORDS, SP_81 } from '../edible/sources.ts'
import { yieldRule } from '../shared-rules.ts'
import { both } from '../sources.ts'

export const OUTS = ['sale', 'wholesale_out', 'sale_outside', 'retail_sale'] as const
const MAKING = ['premix', 'dry', 'mix', 'fill'] as const
/** Finished goods in cans. */
const FINISHED = 'S20301'

/** Tested in all items, the nutrients among them. */
const full = (release: RuleFact) =>
  allParts(release) && release.values['nutrients'] === 'pass' && release.values['all_items'] === true

const filed = (ledger: readonly RuleFact[], formula: unknown, kind: string, date: string) =>
  ledger.some(
    ({ event, values }) =>
      event === 'filing' &&
      values['kind'] === kind &&
      values[kind === 'formula' ? 'number' : 'formula'] === formula &&
      (typeof values['valid_to'] !== 'string' || date <= values['valid_to']),
  )

const MISSING = [
  ['formula', '产品配方未注册', 'The formula is not registered'],
  ['ingredients', '原料、添加剂未备案', 'Ingredients and additives are not filed'],
  ['label', '标签未备案', 'The label is not filed'],
] as const

/** Registration and filings stand before anything of the formula is made. */
const filings: JudgedRule = {
  id: 'R-FD-IFP-FILING',
  on: MAKING,
  action: 'block',
  names: both('配方注册和原料、标签备案齐全方可生产', 'Registration and filings come before making'),
  ...SP_81,
  judge: ({ ledger, values, happenedOn }) => {
    const missing = MISSING.find(([kind]) => !filed(ledger, values['formula'], kind, happenedOn))
    return missing ? say(missing[1], missing[2]) : undefined
  },
}

/** 分装: finished formula may not go into other packs, by filling it again or by splitting a pack. */
const repacking: JudgedRule = {
  id: 'R-FD-IFP-REPACK',
  on: ['fill', 'mix', 'split'],
  action: 'block',
  names: both('不得以分装方式生产', 'No repacking'),
  ...SP_81,
  judge: ({ event, items }: RuleFacts) => {
    const packs = items.filter(
      (i) => i.classCode?.startsWith(FINISHED) && (event !== 'split' || i.kind === 'pack' || i.kind === 'piece'),
    )
    return packs.length
      ? say('婴幼儿配方乳粉成品不得分装', 'Finished infant formula may not be repacked', packs)
      : undefined
  },
}

/** One formula, one brand. */
const oneBrand: JudgedRule = {
  id: 'R-FD-IFP-BRAND',
  on: ['filing'],
  action: 'block',
  names: both('同一配方不得生产不同品牌', 'One formula, one brand'),
  ...SP_81,
  judge: ({ ledger, values }) => {
    const formulaOf = (v: RuleFacts['values']) => (v['kind'] === 'formula' ? v['number'] : v['formula'])
    const brand = values['brand']
    if (typeof brand !== 'string') return undefined
    const other = ledger.find(
      (f) =>
        f.event === 'filing' &&
        formulaOf(f.values) === formulaOf(values) &&
        typeof f.values['brand'] === 'string' &&
        f.values['brand'] !== brand,
    )?.values['brand']
    return other === undefined
      ? undefined
      : say(`该配方已用于品牌“${String(other)}”`, `The formula is already that of the brand ${String(other)}`)
  },
}

/** Every batch is tested in full before it leaves. */
const released: JudgedRule = { ...releaseRule(OUTS, MAKING, SP_81, full), id: 'R-FD-IFP' }

export const RULES: readonly ProfileRule[] = [yieldRule(MAKING)]

export const JUDGED: readonly JudgedRule[] = [
  filings,
  repacking,
  oneBrand,
  ...rawRules(['raw_in', 'raw_receive']),
  released,
  expiryRule(OUTS),
  ...recallRules(OUTS, RP_36),
  ...failedTestRules(['test'], [...OUTS, ...MAKING]),
  chainRule(OUTS, ['raw_in', 'raw_receive', ...MAKING, 'dealer_in', 'dealer_receive']),
]

const MATERIALS = ['02S05', 'S202', 'S201'] as const

/** Drying and dry mixing give at most what went in; premixing may add water. Ours. */
export const YIELDS: readonly ProfileYield[] = [
  ...yieldsOf('premix', MATERIALS, 'S20302', '2', false),
  ...yieldsOf('premix', ['S20302'], 'S20302', '2', false),
  ...yieldsOf('dry', [...MATERIALS, 'S20302'], 'S20302', '1', false),
  ...yieldsOf('mix', [...MATERIALS, 'S20302'], 'S20302', '1', false),
  ...yieldsOf('fill', ['S20302'], 'S20301', '1'),
]

export const RETENTION: readonly ProfileRetention[] = [
  { events: ['release', 'dealer_in', 'dealer_receive', 'wholesale_out'], months: 24, from: 'record', ...RP_RECORDS },
  ...foodRetention([
    'raw_in',
    'raw_receive',
    'release',
    'sale',
    'sale_outside',
    'dealer_in',
    'dealer_receive',
    'wholesale_out',
  ]),
  ownRetention([
    'filing',
    ...FIVE_GROUP_IDS,
    ...MAKING,
    'test',
    'recall',
    'recall_progress',
    'recall_remedied',
    'expired_dispose',
    'retail_sale',
  ]),
]
