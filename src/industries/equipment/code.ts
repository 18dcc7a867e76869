import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { both, DESIGN } from '../sources.ts'

/**
 * The code under which every party records about one asset: the number on its plate or mark. Without it what the maker,
 * the user, the maintenance unit and the inspection body write down could not be brought together.
 */
const assetCode = (zh: string, en: string): ProfileField => ({
  type: 'code',
  key: 'code',
  names: both(zh, en),
  pattern: '[0-9A-Za-z\\-]{2,60}',
  required: true,
  ...DESIGN,
})

/** Events about assets, each asking first for the asset's code. */
export const withAssetCode = (zh: string, en: string, events: readonly ProfileEvent[]): readonly ProfileEvent[] =>
  events.map((e) => (e.object === 'asset' ? { ...e, fields: [assetCode(zh, en), ...e.fields] } : e))
