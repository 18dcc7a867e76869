import type { CodeState, JudgedRule, RuleFact, RuleFacts, RuleItem } from '../../kernel/rule.ts'
import { aboutItems, given, say } from '../edible/rules.ts'
import { both, type Source } from '../sources.ts'
import { MS_IN_USE, NMPAB_1001, SETTLEMENT, YP_82 } from './sources.ts'

/** Rules of industries.md §3.6 and §8 (R-DR-*) that chains of medicines share. Pure: everything is in the facts. */

const DEAD: readonly (CodeState | undefined)[] = [undefined, 'issued', 'void']
const serial = ({ kind }: RuleItem) => kind === 'piece' || kind === 'pack'

/**
 * R-DR-ACTIVE, DR-1: unknown, not yet activated and voided codes do not move. Lots and cases without a code of their
 * own have no state: the codes of a sealed case are those of its pieces.
 * @param unused events on which a code that was used up is refused too: medicine that flows back into trade
 */
export const activeRule = (on: readonly string[], unused: readonly string[] = []): JudgedRule => ({
  id: 'R-DR-ACTIVE',
  on,
  action: 'block',
  names: both('追溯码未激活、已注销或不存在的不得流转', 'Codes that are not active, void or unknown do not move'),
  ...MS_IN_USE,
  judge: (facts) =>
    aboutItems(
      facts,
      ({ kind, state }) => (kind === 'piece' ? DEAD.includes(state) : state === 'issued' || state === 'void'),
      (codes) => `追溯码 ${codes} 未激活、已注销或不存在`,
      (codes) => `Code ${codes} is not active, void or unknown`,
    ) ??
    aboutItems(
      facts,
      ({ kind, state }) => kind === 'piece' && state === 'used' && unused.includes(facts.event),
      (codes) => `追溯码 ${codes} 已售出或使用`,
      (codes) => `Code ${codes} was sold or used`,
    ),
})

/** R-DR-HOLDER, DR-2: held by who sends it, and not already out. */
export const holderRule = (on: readonly string[]): JudgedRule => ({
  id: 'R-DR-HOLDER',
  on,
  action: 'block',
  names: both('只能出库本企业持有的追溯码', 'Only codes that the sender holds leave'),
  ...MS_IN_USE,
  judge: (facts) =>
    aboutItems(
      facts,
      (item) =>
        serial(item) && (item.holderId !== facts.actor.partyId || item.state === 'out' || item.state === 'used'),
      (codes) => `追溯码 ${codes} 不在本企业库存`,
      (codes) => `Code ${codes} is not in the sender's stock`,
    ),
})

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** `drug|lot` → count, of the lines of a bill. */
function linesOf(value: unknown): Map<string, number> {
  const lines = new Map<string, number>()
  for (const row of Array.isArray(value) ? (value as Record<string, unknown>[]) : []) {
    const key = `${row['drug_id']}/${row['line_lot']}`
    lines.set(key, (lines.get(key) ?? 0) + Number(row['count']))
  }
  return lines
}

/** What the receiver's list says otherwise than the sender's: codes and lines, sorted. */
export function billDifferences(
  sent: Readonly<Record<string, unknown>>,
  got: Readonly<Record<string, unknown>>,
): string[] {
  const differences: string[] = []
  const [sentCodes, gotCodes] = [textsOf(sent['trace_codes']), textsOf(got['trace_codes'])]
  if (sentCodes.length && gotCodes.length) {
    const [a, b] = [new Set(sentCodes), new Set(gotCodes)]
    differences.push(...gotCodes.filter((c) => !a.has(c)), ...sentCodes.filter((c) => !b.has(c)))
  }
  const [sentLines, gotLines] = [linesOf(sent['drug_list']), linesOf(got['drug_list'])]
  if (sentLines.size && gotLines.size)
    for (const key of new Set([...sentLines.keys(), ...gotLines.keys()]))
      if (sentLines.get(key) !== gotLines.get(key)) differences.push(key)
  return differences.sort()
}

/** The last time the goods left somebody else: the bill this receipt is compared with. */
const senderBill = ({ items, actor }: RuleFacts, outs: readonly string[]): RuleFact | undefined =>
  items
    .flatMap(({ history }) => history.filter((f) => outs.includes(f.event) && f.partyId !== actor.partyId))
    .sort((a, b) => (a.happenedAt < b.happenedAt ? -1 : a.happenedAt > b.happenedAt ? 1 : 0))
    .at(-1)

/** R-DR-RECEIPT, DR-3: a warning that names the lines; to tell the sender is a duty of the receiver. */
export const receiptRule = (on: readonly string[], outs: readonly string[]): JudgedRule => ({
  id: 'R-DR-RECEIPT',
  on,
  action: 'warn',
  names: both(
    '收货与上游单据不一致的，记录原因并反馈上游',
    "Different from the sender's bill: say why and tell the sender",
  ),
  source: `${NMPAB_1001.source}; ${MS_IN_USE.source}`,
  confidence: 'practice',
  judge: (facts) => {
    const bill = senderBill(facts, outs)
    const found = bill ? billDifferences(bill.values, facts.values) : []
    if (found.length === 0)
      return facts.values['check_result'] === 'different'
        ? say('与上游单据不一致，请反馈上游', "Different from the sender's bill: tell the sender", facts.items)
        : undefined
    const some = found.slice(0, 5)
    return say(
      `与上游单据不一致 ${found.length} 处：${some.join('、')}；请反馈上游`,
      `${found.length} lines differ from the sender's bill: ${some.join(', ')}; tell the sender`,
      facts.items,
    )
  },
})

/**
 * R-DR-REPEAT, DR-4: a smallest unit that was sold, or settled, and not returned since, is sold or settled again. The
 * settlement of what was sold is no second sale.
 */
export function repeatRule(sales: readonly string[], settle: string, back: string): JudgedRule {
  const openSales = (history: readonly RuleFact[]) =>
    history.reduce((open, f) => (sales.includes(f.event) ? true : f.event === back ? false : open), false)
  const openSettlements = (history: readonly RuleFact[]) =>
    history.reduce((open, f) => (f.event === settle ? f.values['kind'] === 'settle' : open), false)
  return {
    id: 'R-DR-REPEAT',
    on: [...sales, settle],
    action: 'alarm',
    names: both('同一最小销售单元重复销售或结算', 'The same smallest unit sold or settled twice'),
    ...SETTLEMENT,
    judge: (facts) => {
      const settling = facts.event === settle
      if (settling && facts.values['kind'] !== 'settle') return undefined
      const told = settling && Number(facts.values['settled_before'] ?? 0) > 0
      if (told) return say('该追溯码此前已有结算记录', 'The code was settled before', facts.items)
      return aboutItems(
        facts,
        ({ kind, history, state }) =>
          kind === 'piece' && (settling ? openSettlements(history) : state === 'used' || openSales(history)),
        (codes) => `追溯码 ${codes} 已${settling ? '结算' : '销售'}，未见退回`,
        (codes) => `${codes} was ${settling ? 'settled' : 'sold'} before and not returned`,
      )
    },
  }
}

/** A recall that is carried out, and was not lifted under its number by who began it; a drill stops nothing. */
export const recalled = ({ history }: RuleItem): boolean =>
  history.some(
    (f, i) =>
      f.event === 'recall' &&
      f.values['nature'] !== 'drill' &&
      !history
        .slice(i + 1)
        .some(
          (e) =>
            e.event === 'recall_end' &&
            e.partyId === f.partyId &&
            e.values['outcome'] === 'lifted' &&
            e.values['recall_no'] === f.values['recall_no'],
        ),
  )

/** Bills by which recalled or expired goods go back: 召回, 退货, 报废, 销毁. */
const BACK = ['103', '108', '112', '116', '202', '205', '211', '216', '237']

const goesBack = ({ values }: RuleFacts) => BACK.includes(String(values['bill_type'] ?? ''))

/**
 * R-DR-BATCH, DR-5: nothing recalled or expired moves, but on its way back. The last day is a good day. The recall is the
 * law's; where no text on expiry is cited in our notes, that half is ours.
 */
export const batchRules = (
  on: readonly string[],
  recall: Source = YP_82,
  expiry: Source = { source: 'industries.md §3.6 DR-5; design', confidence: 'design' },
): readonly JudgedRule[] => [
  {
    id: 'R-DR-BATCH',
    on,
    action: 'block',
    names: both('已召回的批次不得流转', 'Nothing recalled moves on'),
    ...recall,
    judge: (facts) =>
      goesBack(facts)
        ? undefined
        : aboutItems(
            facts,
            recalled,
            (codes) => `${codes} 已被召回`,
            (codes) => `${codes} is recalled`,
          ),
  },
  {
    id: 'R-DR-BATCH-EXPIRED',
    on,
    action: 'block',
    names: both('过期的批次不得流转', 'Nothing expired moves on'),
    ...expiry,
    judge: (facts) =>
      goesBack(facts)
        ? undefined
        : aboutItems(
            facts,
            ({ expiresOn }) => expiresOn !== undefined && expiresOn < facts.happenedOn,
            (codes) => `${codes} 已过有效期`,
            (codes) => `${codes} is past its expiry`,
          ),
  },
]

/** What is still to do after a recall began. */
export const recallTask = (id: string, source: Source): JudgedRule => ({
  id,
  on: ['recall'],
  action: 'task',
  names: both('召回：通知、召回、公布并报告', 'Recall: tell, bring back, publish and report'),
  ...source,
  judge: ({ values, items }) => {
    const lacking = [
      ...(given(values['told_on']) ? [] : [both('通知下游', 'tell those downstream')]),
      ...(values['published'] === true ? [] : [both('公布召回信息', 'publish it')]),
      ...(given(values['reported_on']) ? [] : [both('向监管部门报告', 'report it')]),
    ]
    if (values['nature'] === 'drill' || lacking.length === 0) return undefined
    return say(`尚待：${lacking.map((l) => l.zh).join('、')}`, `To do: ${lacking.map((l) => l.en).join(', ')}`, items)
  },
})

/** R-DR-DESTROY, DR-8: name and number of who carried it out and of who watched. */
export const destroyRule: JudgedRule = {
  id: 'R-DR-DESTROY',
  on: ['destroy'],
  action: 'block',
  names: both('销毁应记录执行人和监督人身份', 'A destruction names who did it and who watched'),
  ...MS_IN_USE,
  judge: ({ values }) =>
    ['executor', 'executor_id', 'supervisor', 'supervisor_id'].every((key) => given(values[key]))
      ? undefined
      : say('缺少执行人或监督人身份', 'The executor or the supervisor is not named'),
}

/** DR-6: a case that was broken is closed: its pieces move on their own until they are packed again. */
export const caseRule = (on: readonly string[]): JudgedRule => ({
  id: 'R-DR-CASE',
  on,
  action: 'block',
  names: both('已拆零的包装不得作为整箱流转', 'A broken case does not move as a case'),
  ...MS_IN_USE,
  judge: (facts) =>
    aboutItems(
      facts,
      ({ kind, history }) => {
        const last = history.filter((f) => f.event === 'pack' || f.event === 'unpack').at(-1)
        return kind === 'pack' && last?.event === 'unpack' && last.values['box_status'] !== 'remainder'
      },
      (codes) => `包装 ${codes} 已拆零`,
      (codes) => `Case ${codes} was broken`,
    ),
})

/**
 * DR-9: a bill counts once. Judged on what is in the facts: the histories of the goods on the bill and the party's own
 * lines.
 */
export const billRule = (on: readonly string[]): JudgedRule => ({
  id: 'R-DR-BILL',
  on,
  action: 'block',
  names: both('单据号在本企业内不得重复', 'A bill number is used once in an enterprise'),
  ...MS_IN_USE,
  judge: (facts) => {
    const no = facts.values['bill_code']
    const twice = [...facts.items.flatMap((i) => i.history), ...facts.ledger].some(
      (f) =>
        f.profile === facts.profile && f.partyId === facts.actor.partyId && given(no) && f.values['bill_code'] === no,
    )
    return twice ? say(`单据 ${no} 已上传`, `Bill ${no} was uploaded before`) : undefined
  },
})
