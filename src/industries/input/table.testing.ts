import type { RuleLicence, RuleParty } from '../../kernel/rule.ts'
import { party } from '../edible/table.testing.ts'

/** A party with licences of these kinds. */
export const who = (
  partyId: string,
  kinds: readonly string[] = [],
  roles: readonly string[] = [],
  more: Partial<RuleLicence> = {},
): RuleParty => party({ partyId, roles, licences: kinds.map((kind) => ({ kind, number: '1', ...more })) })

export const RECALL = { recall_no: 'R1', reason: '不合格', stopped_on: '2026-11-01', told_on: '2026-11-01' }
