import type { RuleItem } from '../../kernel/rule.ts'
import { assetCodes, type RuleSource, unscopedAssetRecords } from '../production/index.ts'

/** Rules judge an event of an asset on what every party recorded about it, not on one's own records alone. */
export const assetRuleSource: RuleSource = {
  name: 'asset',
  items: async (db, { profile, event, values, happenedAt }): Promise<readonly RuleItem[]> => {
    if (event.object !== 'asset') return []
    const codes = assetCodes(event, values)
    const keys = codes.map((code) => ({ profile: profile.id, code }))
    const records = await unscopedAssetRecords(db, keys, new Date(happenedAt).toISOString())
    return codes.map((identifier) => ({
      identifier,
      kind: 'asset',
      held: false,
      history: records
        .filter((r) => r.code === identifier)
        .map(({ code: _, recordId: _id, recordedAt: _at, shown: _shown, personal: _personal, ...fact }) => fact),
    }))
  },
}
