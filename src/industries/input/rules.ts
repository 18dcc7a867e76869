import type { JudgedRule, RuleFact, RuleFacts, RuleParty } from '../../kernel/rule.ts'
import { aboutItems, given, say } from '../edible/rules.ts'
import { recalled } from '../medicine/rules.ts'
import { both, DESIGN, type Source } from '../sources.ts'
import { SCAN_STATES } from './scan.ts'
import { INPUT_IN_USE } from './sources.ts'

/** Rules of industries.md §4.6 (IN-1 … IN-6) that chains of farm inputs share. Pure: everything is in the facts. */

/** A licence of one of the kinds that is good on that day. */
export const licensed = (party: RuleParty, kinds: readonly string[], day: string): boolean =>
  party.licences.some(
    ({ kind, validFrom, validTo }) =>
      kinds.includes(kind) &&
      (validFrom === undefined || validFrom <= day) &&
      (validTo === undefined || day <= validTo),
  )

/** Which licences the acting party needs on an event; `as` limits it to parties with one of the roles. */
export interface LicenceNeed {
  readonly on: readonly string[]
  readonly kinds: readonly string[]
  readonly as?: readonly string[]
}

const past = (value: unknown, day: string) => typeof value === 'string' && value !== '' && value < day

/**
 * IN-1 for licences: of who acts, of who sells to us when we receive, and of a supplier outside as it was written down.
 * @param sellers licences one of which a registered seller must have
 */
export function licenceRule(
  id: string,
  source: Source,
  needs: readonly LicenceNeed[],
  sellers: { readonly on: readonly string[]; readonly kinds: readonly string[] },
): JudgedRule {
  return {
    id,
    on: [...new Set([...needs.flatMap((n) => n.on), ...sellers.on])],
    action: 'block',
    names: both('许可证无效的不得购销', 'No purchase or sale without a licence that is good'),
    ...source,
    judge: ({ event, actor, counterpart, happenedOn, values }) => {
      const need = needs.find((n) => n.on.includes(event) && (!n.as || n.as.some((role) => actor.roles.includes(role))))
      if (need && !licensed(actor, need.kinds, happenedOn))
        return say('本主体没有有效的许可证', 'The acting party has no licence that is good')
      if (!sellers.on.includes(event)) return undefined
      if (past(values['supplier_licence_valid_to'], happenedOn))
        return say('供货者许可证已过期', "The supplier's licence has expired")
      return counterpart?.registered && !licensed(counterpart, sellers.kinds, happenedOn)
        ? say('供货者没有有效的许可证', 'The supplier has no licence that is good')
        : undefined
    },
  }
}

/** A value of the event, else as it was last recorded of the goods. */
export function told({ values, items }: RuleFacts, key: string): unknown {
  if (values[key] !== undefined) return values[key]
  return items
    .flatMap(({ history }) => history.map((f) => f.values[key]))
    .filter((v) => v !== undefined)
    .at(-1)
}

/**
 * IN-1 for registrations and approvals: good on the day. Goods made while it was good are stopped too: the rule says
 * the day of purchase or sale.
 */
export const permitRule = (on: readonly string[], source: Source = DESIGN): JudgedRule => ({
  id: 'R-IN-PERMIT',
  on,
  action: 'block',
  names: both('产品登记(批准)过期的不得购销', 'No purchase or sale when the registration has expired'),
  ...source,
  judge: (facts) => {
    const until = told(facts, 'permit_valid_to')
    return past(until, facts.happenedOn)
      ? say(`产品登记已于 ${until} 到期`, `The registration expired on ${until}`, facts.items)
      : undefined
  },
})

/** IN-4: nothing expired and nothing without its label is sold. `codeNeeded`: a label must carry a code. */
export const unsaleableRule = (on: readonly string[], codeNeeded: boolean): JudgedRule => ({
  id: 'R-IN-UNSALEABLE',
  on,
  action: 'block',
  names: both('过期、无标签(无二维码)的不得销售', 'Nothing expired or without its label is sold'),
  source: 'industries.md §4.6 IN-4; design',
  confidence: 'design',
  judge: (facts) => {
    const expired = aboutItems(
      facts,
      ({ expiresOn }) => expiresOn !== undefined && expiresOn < facts.happenedOn,
      (codes) => `${codes} 已过有效期`,
      (codes) => `${codes} is past its expiry`,
    )
    if (expired) return expired
    const state = facts.values['label_state']
    if (state === 'no_label' || state === 'damaged')
      return say('没有标签或标签残缺', 'No label, or a damaged one', facts.items)
    return state === 'no_code' && codeNeeded
      ? say('标签没有二维码', 'The label carries no code', facts.items)
      : undefined
  },
})

/** IN-6: what the scan answered is shown; goods that are not known good are looked at again. */
export const scanRule: JudgedRule = {
  id: 'R-IN-SCAN',
  on: ['label_check'],
  action: 'warn',
  names: both('扫码结果异常', 'The scan did not find it in order'),
  ...INPUT_IN_USE,
  judge: ({ values, items }) => {
    const state = values['scan_state']
    if (typeof state !== 'string' || state === 'genuine' || state === 'external_registered') return undefined
    const names = Object.entries(SCAN_STATES).find(([id]) => id === state)?.[1]
    return names && say(names.zh, names.en, items)
  },
}

/** IN-5: days of the safety interval or withdrawal period that goods bring along, for the record of their use. */
export function intervalOf(history: readonly RuleFact[]): number | undefined {
  const days = history
    .flatMap(({ values }) => [values['safety_days'], values['withdrawal_days']])
    .filter((v) => typeof v === 'string' && /^[0-9]+$/.test(v))
    .at(-1)
  return days === undefined ? undefined : Number(days)
}

/** IN-5: the label says how long before harvest or slaughter. `edible`: the law asks for it on these goods only. */
export const intervalRule = (
  on: readonly string[],
  key: string,
  source: Source,
  asked: (facts: RuleFacts) => boolean,
): JudgedRule => ({
  id: 'R-IN-INTERVAL',
  on,
  action: 'warn',
  names: both('标签应标注安全间隔期或休药期', 'The label states the safety interval or withdrawal period'),
  ...source,
  judge: (facts) =>
    asked(facts) && !given(facts.values[key])
      ? say('未填写安全间隔期或休药期', 'No safety interval or withdrawal period', facts.items)
      : undefined,
})

/** Recall: nothing of it is sold or used, and it opens work. */
export function inputRecallRules(on: readonly string[], source: Source): readonly JudgedRule[] {
  return [
    {
      id: 'R-IN-RECALL',
      on,
      action: 'block',
      names: both('召回中的产品停止销售、使用', 'Nothing recalled is sold or used'),
      ...source,
      judge: (facts) =>
        aboutItems(
          facts,
          recalled,
          (codes) => `${codes} 正在召回`,
          (codes) => `${codes} is under recall`,
        ),
    },
    {
      id: 'R-IN-RECALL-TASK',
      on: ['recall'],
      action: 'task',
      names: both('通知、召回并记录', 'Tell, bring back and record'),
      ...source,
      judge: ({ values, items }) =>
        given(values['told_on'])
          ? undefined
          : say('通知经营者和使用者停止销售、使用并召回', 'Tell dealers and users to stop, and bring it back', items),
    },
  ]
}
