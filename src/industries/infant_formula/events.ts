import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { DAIRY_AFTER, DAIRY_SALE, DAIRY_TRADE, dairyRelease } from '../dairy/events.ts'
import * as edible from '../edible/events.ts'
import { goodsFields, yesNo } from '../edible/fields.ts'
import { PROVISIONAL, RP_34, RP_35, SP_50, SP_81 } from '../edible/sources.ts'
import { choice, choices, code, date, file, text } from '../fields.ts'
import { both } from '../sources.ts'

/**
 * Provisional: the record rules of 2015 were not found. What the law says (every batch tested, filing, registration) is
 * marked as law; the list of fields is ours, after the general, dairy and five-group records.
 */

const PLANT = ['plant'] as const

const kind = choice(
  'kind',
  '备案(注册)事项',
  'What is filed',
  SP_81,
  'law',
  choices(
    ['ingredients', '原料、添加剂备案', 'Ingredients and additives'],
    ['formula', '产品配方注册', 'Formula registration'],
    ['label', '标签备案', 'Label'],
  ),
)

const of = (field: ProfileField, ...kinds: string[]): ProfileField => ({ ...field, when: { key: 'kind', in: kinds } })

/** ifp.filing: ingredients, formula and label with the province; the formula is registered nationally. */
const filing = edible.partyRecord('filing', both('原料、配方、标签备案与注册', 'Filing and registration'), [
  kind,
  code('number', '备案号或配方注册号', 'Number of the filing or registration', SP_81, 'law'),
  of(code('formula', '所属配方注册号', 'Registration of the formula', PROVISIONAL, true), 'ingredients', 'label'),
  of(text('brand', '产品品牌', 'Brand', PROVISIONAL, true), 'formula', 'label'),
  of(text('ingredient', '原料(添加剂)名称', 'Ingredient', PROVISIONAL, true), 'ingredients'),
  of(text('ingredient_origin', '产地', 'Origin', PROVISIONAL), 'ingredients'),
  of(text('ingredient_spec', '规格与执行标准', 'Specification and standard', PROVISIONAL), 'ingredients'),
  of(text('supplier_name', '供应商', 'Supplier', PROVISIONAL), 'ingredients'),
  of(text('ingredient_maker', '生产商', 'Maker', PROVISIONAL), 'ingredients'),
  date('valid_to', '有效期至', 'Valid until', PROVISIONAL, false),
  file('filing_file', '备案(注册)凭证', 'Paper', PROVISIONAL),
])

const formula = code('formula', '配方注册号', 'Registration of the formula', PROVISIONAL, true)
const lot = code('process_batch', '工序批号', 'Batch of the step', PROVISIONAL, true)

const fill: ProfileEvent = edible.making('fill', both('灌装(装罐)', 'Filling'), PROVISIONAL, [
  formula,
  lot,
  code('first_can', '罐码起', 'First can code', PROVISIONAL, true),
  code('last_can', '罐码止', 'Last can code', PROVISIONAL, true),
  text('line', '生产线', 'Line', PROVISIONAL, true),
  code('packaging_batch', '包材批号', 'Batch of the packaging', PROVISIONAL),
])

export const EVENTS: readonly ProfileEvent[] = [
  filing,
  ...edible.fiveGroups(PROVISIONAL),
  edible.purchase({
    id: 'raw_in',
    names: both('生乳、基粉、添加剂进货', 'Milk, base powder, additives bought'),
    source: SP_50,
    roles: PLANT,
    more: [code('test_report', '检验报告编号', 'Test report', PROVISIONAL, true)],
  }),
  edible.receipt({
    id: 'raw_receive',
    names: both('原料收货查验(入网供货者)', 'Materials received'),
    source: SP_50,
    roles: PLANT,
    more: [code('test_report', '检验报告编号', 'Test report', PROVISIONAL, true)],
  }),
  edible.making('premix', both('预混', 'Premixing'), PROVISIONAL, [formula, lot]),
  edible.making('dry', both('喷雾干燥(制粉)', 'Drying'), PROVISIONAL, [formula, lot]),
  edible.making('mix', both('干混', 'Dry mixing'), PROVISIONAL, [formula, lot]),
  fill,
  dairyRelease([
    choice(
      'nutrients',
      '营养成分',
      'Nutrients',
      RP_34,
      'law',
      choices(['pass', '合格', 'Pass'], ['fail', '不合格', 'Fail']),
    ),
    yesNo('all_items', '逐批全项目检验', 'Batch tested in all items', SP_81, 'law'),
  ]),
  edible.sale({
    id: 'sale',
    names: both('出厂销售', "Plant's sale"),
    source: RP_35,
    roles: PLANT,
    more: DAIRY_SALE,
  }),
  edible.saleOutside(RP_35, goodsFields(PROVISIONAL, true)),
  ...DAIRY_TRADE,
  // cans of two batches stay two batches
  ...DAIRY_AFTER.filter((e) => e.id !== 'merge'),
]
