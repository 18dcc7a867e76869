import { validateFields } from '../../kernel/field-values.ts'
import type { Profile } from '../../kernel/profile.ts'
import { judgeRules, type RuleFact, type RuleFacts, type RuleItem, type RuleParty } from '../../kernel/rule.ts'

/** Helpers of the table tests of profiles: facts with everything usual filled in, findings as short texts. */

export const MAKER = 'party-maker'
export const DEALER = 'party-dealer'

export const party = (more: Partial<RuleParty> = {}): RuleParty => ({
  partyId: MAKER,
  registered: true,
  roles: [],
  licences: [],
  ...more,
})

export const fact = (
  profile: string,
  event: string,
  values: Record<string, unknown> = {},
  more: Partial<RuleFact> = {},
): RuleFact => ({
  profile,
  event,
  happenedOn: '2026-11-01',
  happenedAt: '2026-11-01T08:00:00+08:00',
  partyId: MAKER,
  values,
  ...more,
})

export const item = (history: readonly RuleFact[] = [], more: Partial<RuleItem> = {}): RuleItem => ({
  identifier: 'B1',
  kind: 'batch',
  held: false,
  history,
  ...more,
})

export const factsOf = (
  profile: Profile,
  event: string,
  values: Record<string, unknown> = {},
  more: Partial<RuleFacts> = {},
): RuleFacts => ({
  profile: profile.id,
  event,
  happenedOn: '2026-11-02',
  happenedAt: '2026-11-02T08:00:00+08:00',
  values,
  actor: party(),
  items: [],
  ledger: [],
  ...more,
})

/** `R-FD-RELEASE block`, in the order of the rules. */
export const findings = (
  profile: Profile,
  event: string,
  values: Record<string, unknown> = {},
  more: Partial<RuleFacts> = {},
): string[] =>
  judgeRules(profile.judged ?? [], factsOf(profile, event, values, more)).map((f) => `${f.rule.id} ${f.rule.action}`)

/** What validateFields says: `key reason`. */
export function issues(profile: Profile, event: string, values: Record<string, unknown>): string[] {
  const found = profile.events.find((e) => e.id === event)
  if (!found) return [`no event ${event}`]
  return validateFields(found, values).map((i) => `${i.key} ${i.reason}`)
}

/** One step of a happy chain: the event, its values, the item's product class. */
export type Step = readonly [event: string, values: Record<string, unknown>, more?: Partial<RuleFacts>]

/** Walks a chain, each step on the history of those before; everything wrong with it, step by step. */
export function walk(profile: Profile, steps: readonly Step[], start: readonly RuleFact[] = []): string[] {
  const history: RuleFact[] = [...start]
  const ledger: RuleFact[] = []
  const wrong: string[] = []
  for (const [event, values, more = {}] of steps) {
    const own = profile.events.find((e) => e.id === event)
    const ofParty = own?.object === 'party'
    wrong.push(...issues(profile, event, values).map((i) => `${event}: ${i}`))
    const items = ofParty ? [] : [item([...history])]
    const usual = { items, ledger: [...ledger] }
    wrong.push(...findings(profile, event, values, { ...usual, ...more }).map((f) => `${event}: ${f}`))
    ;(ofParty ? ledger : history).push(fact(profile.id, event, values, { partyId: more.actor?.partyId ?? MAKER }))
  }
  return wrong
}

/** What a profile says of itself that cannot be: names of events, sources, public fields, required by law without one. */
export function faults(profile: Profile): string[] {
  const ids = new Set(profile.events.map((e) => e.id))
  const on = [
    ...(profile.judged ?? []).flatMap((r) => r.on.map((e) => `${r.id} on ${e}`)),
    ...profile.rules.flatMap((r) => r.on.map((e) => `${r.id} on ${e}`)),
    ...profile.retention.flatMap((r) => r.events.map((e) => `retention on ${e}`)),
    ...profile.yields.map((y) => `yield on ${y.event}`),
    ...profile.publicView.events.map((e) => `public on ${e}`),
    ...(profile.statistics ?? []).flatMap((s) => s.events.map((e) => `${s.id} on ${e}`)),
  ].filter((text) => !ids.has(text.split(' on ')[1] ?? ''))
  const double = [...profile.events.map((e) => e.id), ...(profile.judged ?? []).map((r) => r.id)].filter(
    (id, i, all) => all.indexOf(id) !== i,
  )
  const fields = profile.events.flatMap((e) =>
    e.fields.flatMap((f) => [
      ...(f.required === 'law' && f.confidence !== 'law' ? [`${e.id}.${f.key} law without law`] : []),
      ...(f.confidence === 'law' && !/第.+条/.test(f.source) ? [`${e.id}.${f.key} no article`] : []),
      ...(f.personal && e.publicFields.includes(f.key) ? [`${e.id}.${f.key} personal and public`] : []),
      ...(f.when && !e.fields.some((g) => g.key === f.when?.key) ? [`${e.id}.${f.key} depends on nothing`] : []),
    ]),
  )
  const open = profile.events.flatMap((e) =>
    e.publicFields.filter((k) => !e.fields.some((f) => f.key === k)).map((k) => `${e.id}.${k} public and absent`),
  )
  const roles = profile.events.flatMap((e) =>
    (e.roles ?? []).filter((r) => !profile.roles.some((x) => x.id === r)).map((r) => `${e.id} role ${r}`),
  )
  const twice = profile.events.flatMap((e) =>
    e.fields
      .map((f) => f.key)
      .filter((k, i, all) => all.indexOf(k) !== i)
      .map((k) => `${e.id}.${k} twice`),
  )
  const yields = profile.events
    .filter((e) => e.move === 'transform' && e.id !== 'merge' && e.id !== 'split')
    .filter((e) => !profile.yields.some((y) => y.event === e.id))
    .map((e) => `${e.id} without yield`)
  return [...on, ...double.map((d) => `${d} twice`), ...fields, ...open, ...roles, ...twice, ...yields]
}
