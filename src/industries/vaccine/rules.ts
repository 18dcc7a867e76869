import type { JudgedRule, Judgement, RuleFacts, RuleItem } from '../../kernel/rule.ts'
import { aboutItems, chainRule, given, say } from '../edible/rules.ts'
import { activeRule, batchRules, destroyRule, holderRule, recallTask } from '../medicine/rules.ts'
import { MS_IN_USE, YM_38, YM_39, YM_40, YM_45, YM_73 } from '../medicine/sources.ts'
import { both } from '../sources.ts'
import { type Temperature, temperatureOf } from './temperature.ts'

const ARRIVALS = ['receive', 'purchase_in'] as const

const released = (facts: RuleFacts, { history }: RuleItem): boolean => {
  const own = history.filter((f) => f.event === 'lot_release').map((f) => f.values['lot_release_no'])
  const shown = facts.values['lot_release_no']
  // a certificate that the holder put on record must be the one that is shown
  return given(shown) && (own.length === 0 || own.includes(shown))
}

const certificate = (facts: RuleFacts): Judgement | undefined => {
  const text = both('没有批签发证明，或与批签发记录不符', 'No lot-release certificate, or not the one on record')
  if (facts.items.length === 0) return given(facts.values['lot_release_no']) ? undefined : { text }
  return aboutItems(
    facts,
    (item) => !released(facts, item),
    (codes) => `${codes} 没有批签发证明，或与批签发记录不符`,
    (codes) => `${codes} has no lot-release certificate, or not the one on record`,
  )
}

const WHY: Record<Exclude<Temperature, 'good'>, readonly [zh: string, en: string]> = {
  no_range: ['未知说明书储存温度', 'the temperature of the label is not known'],
  missing: ['没有温度记录', 'no temperature record'],
  gap: ['温度记录不完整', 'the temperature record has gaps'],
  out_of_range: ['温度超出说明书范围', 'out of the temperature of the label'],
}

const temperature = (facts: RuleFacts): Judgement | undefined => {
  const bare: RuleItem = { identifier: '-', kind: 'batch', held: false, history: [] }
  for (const item of facts.items.length ? facts.items : [bare]) {
    const found = temperatureOf(item, facts.values)
    if (found === 'good') continue
    const [zh, en] = WHY[found]
    return say(`${zh}，应当拒收并立即报告`, `Refuse and report at once: ${en}`, facts.items.length ? [item] : [])
  }
  return undefined
}

/** Checked and found wrong, not cleared since. */
const isolated = ({ history }: RuleItem): boolean => {
  const last = history.filter((f) => f.event === 'check').at(-1)
  return last !== undefined && last.values['finding'] !== 'good'
}

const jab = (facts: RuleFacts): Judgement | undefined => {
  const { values, happenedOn, items } = facts
  const unmatched = [
    ...(values['person_matched'] === true ? [] : [both('受种者', 'person')]),
    ...(values['booklet_matched'] === true ? [] : [both('接种证', 'booklet')]),
    ...(values['vaccine_matched'] === true ? [] : [both('疫苗', 'vaccine')]),
  ]
  if (unmatched.length > 0)
    return say(
      `${unmatched.map((u) => u.zh).join('、')}未核对一致`,
      `Not matched: ${unmatched.map((u) => u.en).join(', ')}`,
    )
  const written = typeof values['expires_on'] === 'string' ? values['expires_on'] : undefined
  if (
    items.some(({ expiresOn }) => (expiresOn ?? written ?? happenedOn) < happenedOn) ||
    (written ?? happenedOn) < happenedOn
  )
    return say('疫苗已过有效期', 'The vaccine is past its expiry')
  const [dose, before] = [Number(values['dose_no']), Number(values['doses_before'])]
  return dose === before + 1
    ? undefined
    : say(
        `剂次不符：接种证已记录 ${values['doses_before'] ?? '-'} 剂，本次为第 ${values['dose_no'] ?? '-'} 剂`,
        `Dose ${values['dose_no'] ?? '-'} after ${values['doses_before'] ?? '-'} in the booklet`,
      )
}

export const RULES: readonly JudgedRule[] = [
  {
    id: 'R-VAC-CERT',
    on: [...ARRIVALS, 'sale'],
    action: 'block',
    names: both('没有批签发证明的疫苗不得销售、接收', 'No vaccine without a lot-release certificate'),
    ...YM_38,
    judge: certificate,
  },
  {
    id: 'R-VAC-CERT-alarm',
    on: ARRIVALS,
    action: 'alarm',
    names: both('到货疫苗没有批签发证明', 'Vaccine arrived without a lot-release certificate'),
    ...YM_38,
    judge: certificate,
  },
  {
    id: 'R-VAC-TEMP',
    on: ARRIVALS,
    action: 'block',
    names: both(
      '不能提供全过程温度记录或温度不符合要求的，不得接收',
      'No full temperature record or out of range: not taken in',
    ),
    ...YM_39,
    judge: temperature,
  },
  {
    id: 'R-VAC-TEMP-alarm',
    on: ARRIVALS,
    action: 'alarm',
    names: both('应立即向药监、卫健部门报告', 'Reported at once to the drug and the health authority'),
    ...YM_39,
    judge: temperature,
  },
  {
    id: 'R-VAC-JAB',
    on: ['inoculate'],
    action: 'block',
    names: both('接种前三查：受种者、接种证、疫苗一致', 'Person, booklet and vaccine match before the jab'),
    ...YM_45,
    judge: jab,
  },
  {
    id: 'R-VAC-CHECK',
    on: ['check'],
    action: 'task',
    names: both('检查发现问题的，隔离、标识、处置并记录', 'Found wrong: kept apart, marked, disposed of, recorded'),
    ...YM_40,
    judge: ({ values, items }) =>
      given(values['finding']) && values['finding'] !== 'good'
        ? say('隔离存放、设置警示标志并按规定处置', 'Keep apart, mark and dispose of as the rules say', items)
        : undefined,
  },
  {
    id: 'R-VAC-ISOLATED',
    on: ['sale', 'inoculate'],
    action: 'block',
    names: both('检查不合格的疫苗不得使用', 'What a check found wrong is not used'),
    ...YM_40,
    judge: (facts) =>
      aboutItems(
        facts,
        isolated,
        (codes) => `${codes} 检查不合格，应隔离处置`,
        (codes) => `${codes} was found wrong in a check`,
      ),
  },
  // the code of a smallest package, as for other medicines
  activeRule(['receive', 'sale', 'inoculate', 'destroy'], ['receive', 'sale']),
  holderRule(['sale', 'destroy']),
  // 40: what is past its expiry is kept apart and disposed of
  ...batchRules(['sale', ...ARRIVALS, 'inoculate'], YM_73, YM_40),
  recallTask('R-VAC-RECALL', YM_73),
  {
    id: 'R-DR-REPEAT',
    on: ['inoculate'],
    action: 'alarm',
    names: both('同一最小包装单位重复接种', 'The same smallest package used twice'),
    ...MS_IN_USE,
    judge: (facts) =>
      aboutItems(
        facts,
        ({ kind, state, history }) =>
          kind === 'piece' && (state === 'used' || history.some((f) => f.event === 'inoculate')),
        (codes) => `${codes} 已接种使用`,
        (codes) => `${codes} was used before`,
      ),
  },
  destroyRule,
  chainRule(['sale', 'inoculate'], ['activate', ...ARRIVALS]),
]
