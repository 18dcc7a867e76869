import type { ProfileField } from '../../kernel/profile.ts'
import { choice, choices, code } from '../fields.ts'
import type { Source } from '../sources.ts'
import { FILES } from './sources.ts'

/** 0 肉, 1 菜 of the city's code list. */
export const goods = (source: Source) =>
  choice(
    'goods',
    '商品类别',
    'Kind of goods',
    source,
    true,
    choices(['meat', '肉类', 'Meat'], ['vegetable', '蔬菜', 'Vegetables']),
  )

export const whenGoods = (field: ProfileField, kind: 'meat' | 'vegetable'): ProfileField => ({
  ...field,
  when: { key: 'goods', in: [kind] },
})

export const QUARANTINE = (source: Source) =>
  code('quarantine_certificate', '动物产品检疫合格证号', 'Quarantine certificate', source)
export const INSPECTION = (source: Source) =>
  code('inspection_certificate', '肉品品质检验合格证号', 'Meat inspection certificate', source)
export const BATCH = code('city_batch', '批次号', "City's batch number", FILES)
