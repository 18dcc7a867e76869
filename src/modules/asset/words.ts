import { words } from '../../platform/i18n.ts'

export const assetWords = words({
  'asset.not_found': {
    zh: '没有这台设备的记录，或不在您可查看的范围内。',
    en: 'Nothing is on record about this asset, or it is not yours to see.',
  },
})
