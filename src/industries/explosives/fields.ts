import type { ProfileField } from '../../kernel/profile.ts'
import { choice, choices, code, quantity, text } from '../fields.ts'
import { both, DESIGN, type Source } from '../sources.ts'

export const AMOUNT = ['round', 'kg', 'm', 'piece', 'box'] as const

export const kind = (source: Source, required: 'law' | true = 'law') =>
  choice(
    'kind',
    '类别',
    'Kind',
    source,
    required,
    choices(
      ['detonator', '雷管', 'Detonators'],
      ['explosive', '炸药', 'Explosives'],
      ['cord', '索类', 'Cord'],
      ['other', '其他', 'Other'],
    ),
  )

/** Numbers of the detonators, one by one. */
export const detonators = (source: Source, required: 'law' | boolean) =>
  ({
    type: 'codes',
    key: 'codes',
    names: both('雷管编码', 'Detonator codes'),
    scheme: 'cn.detonator.13',
    required,
    when: { key: 'kind', in: ['detonator'] },
    ...source,
  }) as const satisfies ProfileField

export const variety = (source: Source) => text('variety', '品种', 'Variety', source, 'law')
export const amount = (source: Source, zh = '数量', en = 'Quantity') =>
  quantity('amount', zh, en, source, 'law', AMOUNT)
// that there is a permit is law; that its number is written down is ours
export const permitNo = (zh: string, en: string) => code('permit_no', zh, en, DESIGN, true)
