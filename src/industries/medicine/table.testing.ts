import type { Profile } from '../../kernel/profile.ts'
import { judgeRules, type RuleFacts } from '../../kernel/rule.ts'
import { factsOf } from '../edible/table.testing.ts'

/** `R-DR-ACTIVE block: what it says`: the reason too, so that a test sees why. */
export const reasons = (
  profile: Profile,
  event: string,
  values: Record<string, unknown> = {},
  more: Partial<RuleFacts> = {},
): string[] =>
  judgeRules(profile.judged ?? [], factsOf(profile, event, values, more)).map(
    ({ rule, judgement }) => `${rule.id} ${rule.action}: ${judgement.text.zh}`,
  )
