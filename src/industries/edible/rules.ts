import type { ProfileRetention, ProfileStatistic, ProfileYield } from '../../kernel/profile.ts'
import type { JudgedRule, Judgement, RuleFact, RuleFacts, RuleItem } from '../../kernel/rule.ts'
import type { Unit } from '../../kernel/unit.ts'
import { yieldBound } from '../shared-rules.ts'
import { both, DESIGN, type Source } from '../sources.ts'
import { CHAIN, FAILED, RELEASE, SP_50, SP_63, SP_EXPIRED, SP_RECORDS, SPS_25 } from './sources.ts'

/** Rules of industries.md §8 that several chains of food and farm products share. Pure: everything is in the facts. */

export const say = (zh: string, en: string, items?: readonly RuleItem[]): Judgement => ({
  text: both(zh, en),
  ...(items ? { items: items.map((i) => i.identifier) } : {}),
})

/** The value is there: not empty, not blank. */
export const given = (value: unknown): boolean =>
  value !== undefined && value !== null && (typeof value !== 'string' || value.trim() !== '')

const named = (items: readonly RuleItem[]) => items.map((i) => i.identifier).join('、')

/** Says so about the items for which `wrong` holds; nothing where there are none. */
export function aboutItems(
  facts: RuleFacts,
  wrong: (item: RuleItem) => boolean,
  zh: (codes: string) => string,
  en: (codes: string) => string,
): Judgement | undefined {
  const found = facts.items.filter(wrong)
  return found.length ? say(zh(named(found)), en(named(found).replaceAll('、', ', ')), found) : undefined
}

const later = (history: readonly RuleFact[], fact: RuleFact) => history.slice(history.indexOf(fact) + 1)

/**
 * R-FD-RELEASE. The last step that made these goods in this chain must be followed by a passed test of the same maker.
 * Goods made elsewhere and only bought here carry their maker's papers; merging and splitting make nothing new.
 * @param on sales
 * @param making ids of the steps that make goods of this profile
 * @param full what a release must have said beside `result: pass`
 */
export function releaseRule(
  on: readonly string[],
  making: readonly string[],
  source: Source = RELEASE,
  full: (release: RuleFact) => boolean = () => true,
  releases: readonly string[] = ['release'],
): JudgedRule {
  const released = ({ history }: RuleItem, profile: string) => {
    const made = history.filter((f) => f.profile === profile && making.includes(f.event)).at(-1)
    if (!made) return true
    const last = later(history, made)
      .filter((f) => f.profile === profile && releases.includes(f.event) && f.partyId === made.partyId)
      .at(-1)
    return last !== undefined && last.values['result'] === 'pass' && full(last)
  }
  return {
    id: 'R-FD-RELEASE',
    on,
    action: 'block',
    names: both('未经出厂检验合格的批次不得销售', 'A batch is sold only after its test passed'),
    ...source,
    judge: (facts) =>
      aboutItems(
        facts,
        (item) => !released(item, facts.profile),
        (codes) => `批次 ${codes} 没有出厂检验合格记录`,
        (codes) => `No passed release test of ${codes}`,
      ),
  }
}

/** R-FD-EXPIRED. The last day of the shelf life is still a good day. */
export function expiryRule(on: readonly string[]): JudgedRule {
  return {
    id: 'R-FD-EXPIRED',
    on,
    action: 'block',
    names: both('超过保质期的食品不得销售', 'Nothing past its shelf life is sold'),
    ...SP_EXPIRED,
    judge: (facts) =>
      aboutItems(
        facts,
        ({ expiresOn }) => expiresOn !== undefined && expiresOn < facts.happenedOn,
        (codes) => `批次 ${codes} 已超过保质期`,
        (codes) => `${codes} is past its shelf life`,
      ),
  }
}

/** Recalls of these goods, or of what they were made from, that were not ended by putting a label right. */
const openRecalls = (begins: readonly string[], { history }: RuleItem) =>
  history.filter(
    (f) =>
      begins.includes(f.event) &&
      !later(history, f).some(
        (r) =>
          r.event === 'recall_remedied' &&
          r.partyId === f.partyId &&
          r.values['recall_number'] === f.values['recall_number'] &&
          // a label may be put right, an unsafe food may not
          f.values['defect'] === 'label',
      ),
  )

/** R-FD-RECALL: nothing of a recalled batch leaves, and a recall opens the work of bringing it back. */
export function recallRules(
  on: readonly string[],
  source: Source = SP_63,
  begins: readonly string[] = ['recall'],
): readonly JudgedRule[] {
  return [
    {
      id: 'R-FD-RECALL',
      on,
      action: 'block',
      names: both('召回中的批次不得销售', 'Nothing of a recalled batch is sold'),
      ...source,
      judge: (facts) =>
        aboutItems(
          facts,
          (item) => openRecalls(begins, item).length > 0,
          (codes) => `批次 ${codes} 正在召回`,
          (codes) => `${codes} is under recall`,
        ),
    },
    {
      id: 'R-FD-RECALL-TASK',
      on: begins,
      action: 'task',
      names: both('通知、召回、处置并报告', 'Tell, bring back, dispose of and report'),
      ...source,
      judge: ({ items }) =>
        say('已启动召回：通知、收回、处置并报告', 'A recall began: tell, bring back, dispose, report', items),
    },
  ]
}

/** R-FD-RAW: papers of the supplier and the goods; goods without a certificate are tested before use. */
export function rawRules(on: readonly string[]): readonly JudgedRule[] {
  return [
    {
      id: 'R-FD-RAW',
      on,
      action: 'warn',
      names: both('未查验供货者许可证', "The supplier's licence was not looked at"),
      ...SP_50,
      judge: ({ values, counterpart }) =>
        given(values['supplier_licence']) || counterpart?.licences.length
          ? undefined
          : say('未记录供货者许可证', 'No licence of the supplier on record'),
    },
    {
      id: 'R-FD-RAW-TEST',
      on,
      action: 'task',
      names: both('无合格证明的应当检验', 'Goods without a certificate are to be tested'),
      ...SP_50,
      judge: ({ values, items }) =>
        given(values['conformity_certificate']) || given(values['own_test_report'])
          ? undefined
          : say('没有产品合格证明，应当检验', 'No certificate of conformity: to be tested', items),
    },
  ]
}

/**
 * Failed tests of these goods or of what they were made from, but those that a passed test answers by number: a good
 * test of one ingredient says nothing about the other.
 */
const failedBy = (tests: readonly string[], { history }: RuleItem) =>
  history.some(
    (f) =>
      tests.includes(f.event) &&
      f.values['result'] === 'fail' &&
      !later(history, f).some(
        (t) =>
          tests.includes(t.event) &&
          t.values['result'] === 'pass' &&
          given(f.values['report']) &&
          t.values['retest_of'] === f.values['report'],
      ),
  )

/**
 * R-MV-TESTFAIL, AG-5: a failed test tells the authority, and the goods and all that is made of them stop, whoever
 * holds them, until a retest that names the failed report passes.
 */
export function failedTestRules(
  tests: readonly string[],
  outs: readonly string[],
  source: Source = FAILED,
  alarm = true,
): readonly JudgedRule[] {
  const stop: JudgedRule = {
    id: 'R-MV-TESTFAIL-STOP',
    on: outs,
    action: 'block',
    names: both('检测不合格，中止交易', 'Failed in a test: trade stops'),
    ...source,
    judge: (facts) =>
      aboutItems(
        facts,
        (item) => failedBy(tests, item),
        (codes) => `批次 ${codes} 检测不合格，交易中止`,
        (codes) => `${codes} failed a test: trade stopped`,
      ),
  }
  if (!alarm) return [stop]
  return [
    {
      id: 'R-MV-TESTFAIL',
      on: tests,
      action: 'alarm',
      names: both('检测不合格，应停止销售并报告', 'A failed test: stop the sale and report'),
      ...source,
      judge: ({ values, items }) =>
        values['result'] === 'fail'
          ? say('检测不合格：停止销售、通知下游并报告', 'Failed: stop the sale, tell all downstream, report', items)
          : undefined,
    },
    stop,
  ]
}

/**
 * R-ANY-CHAIN: goods that leave must have come from somewhere. What another profile recorded of them is a source too.
 * @param sources ids of events of the profile by which goods come into being or come in
 */
export function chainRule(on: readonly string[], sources: readonly string[]): JudgedRule {
  return {
    id: 'R-ANY-CHAIN',
    on,
    action: 'warn',
    names: both('没有来源记录(断链)', 'No record of where it came from'),
    ...CHAIN,
    judge: (facts) =>
      aboutItems(
        facts,
        ({ history }) => !history.some((f) => f.profile !== facts.profile || sources.includes(f.event)),
        (codes) => `批次 ${codes} 没有来源记录，链条在此中断`,
        (codes) => `${codes} has no record of its source: the chain breaks here`,
      ),
  }
}

/**
 * Purchase, release and sales records of food: six months past the shelf life; two years where there is none. Both
 * stand for every batch and the longer wins, so that milk of a week is kept two years: more than the law asks.
 */
export function foodRetention(events: readonly string[]): readonly ProfileRetention[] {
  return [
    { events, months: 6, from: 'shelf_life_end', ...SP_RECORDS },
    { events, months: 24, from: 'record', ...SP_RECORDS },
    { events: ['contract_store', 'contract_transport'], months: 24, from: 'record', ...SPS_25 },
  ]
}

/** Records no article sets a time for: two years, as for the others. */
export const ownRetention = (events: readonly string[]): ProfileRetention => ({
  events,
  months: 24,
  from: 'record',
  ...DESIGN,
})

const COUNTED: readonly Unit[] = ['bottle', 'bag', 'box', 'pack', 'can', 'barrel', 'piece']

/**
 * Most that a kilogram or litre can give: what weight it may become, and at most a thousand counted units (a sachet of
 * one gram). Ours, only against slips of the pen.
 */
export function yieldsOf(
  event: string,
  inputs: readonly string[],
  output: string,
  maxRatio: string,
  counted = true,
): readonly ProfileYield[] {
  return inputs.flatMap((input) =>
    (['kg', 'l'] as const).flatMap((from) => [
      yieldBound(event, input, output, maxRatio, from, 'kg'),
      yieldBound(event, input, output, maxRatio, from, 'l'),
      ...(counted ? COUNTED.map((unit) => yieldBound(event, input, output, '1000', from, unit)) : []),
    ]),
  )
}

/** Sales by event and quantity, tests failed, active parties: what the reports of docked platforms count. */
export function foodStatistics(sales: readonly string[], tests: readonly string[]): readonly ProfileStatistic[] {
  return [
    { id: 'sold', names: both('销售量', 'Sold'), of: 'quantity', events: sales, ...DESIGN },
    { id: 'tests', names: both('检验批次', 'Tests'), of: 'events', events: tests, ...DESIGN },
    { id: 'recalls', names: both('召回', 'Recalls'), of: 'events', events: ['recall'], ...DESIGN },
    { id: 'sellers', names: both('有销售记录的主体', 'Parties that sold'), of: 'parties', events: sales, ...DESIGN },
  ]
}
