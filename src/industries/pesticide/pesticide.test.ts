import { describe, expect, test } from 'vitest'
import type { RuleFacts, RuleLicence } from '../../kernel/rule.ts'
import { fact, issues, item, party, type Step, walk } from '../edible/table.testing.ts'
import { intervalOf } from '../input/rules.ts'
import { type Scanned, scanState } from '../input/scan.ts'
import { reasons } from '../medicine/table.testing.ts'
import { pesticide } from './index.ts'
import { codeOfLabel, pesticideCodeFaults, readPesticideCode } from './unit-code.ts'

const CODE = '10929271001000000000000000000000'
const PERMIT = 'PD20092927'

const who = (partyId: string, kinds: string[] = [], roles: string[] = [], more: Partial<RuleLicence> = {}) =>
  party({ partyId, roles, licences: kinds.map((kind) => ({ kind, number: '1', ...more })) })
const maker = who('maker', ['pesticide_production'], ['maker'])
const dealer = who('dealer', ['pesticide_trade'], ['dealer'])
const outlet = who('dealer', ['pesticide_trade', 'pesticide_restricted_outlet'], ['dealer'])
const farm = who('farm', [], ['user'])

const made = {
  permit_no: PERMIT,
  permit_valid_to: '2029-01-01',
  holder: '示例农药',
  production: 'holder',
  specification_code: '001',
  specification: '100g/袋',
  lot: 'L1',
  made_on: '2026-09-01',
  expires_on: '2028-08-31',
  restricted: false,
  for_edible: true,
  safety_days: '7',
  usable_on: '水稻',
  unit_codes: [CODE],
}
const place = { name: '示例村', divisionCode: '469006' }
const dealerSale = {
  sanitary: false,
  specification: '100g/袋',
  maker: '示例农药',
  sold_on: '2026-10-10',
  usable_on: '水稻',
  restricted: false,
  label_state: 'good',
  safety_days: '7',
}
const used = {
  used_on: '2026-10-12',
  used_at: place,
  target: '稻飞虱',
  dose: { quantity: '100', unit: 'g' },
  maker: '示例农药',
  stopped_on: '2026-10-12',
}
const outsideIn = {
  permit_no: PERMIT,
  permit_valid_to: '2029-01-01',
  specification: '100g/袋',
  maker: '示例农药',
  supplier: '示例公司',
  supplier_contact: '13900000000',
  bought_on: '2026-10-01',
  supplier_licence_no: 'J1',
  supplier_licence_valid_to: '2027-01-01',
  expires_on: '2028-08-31',
  restricted: false,
}
const recall = { recall_no: 'R1', reason: '含量不足', stopped_on: '2026-11-01', told_on: '2026-11-01' }

test('from the factory to the field, nothing is said', () => {
  const raw = {
    ...{ name: '示例原药', permit_no: 'PD20080001', specification: '95%', amount: { quantity: '1', unit: 't' } },
    ...{ supplier: '示例化工', supplier_contact: '13900000000', bought_on: '2026-08-01' },
  }
  const steps: Step[] = [
    ['raw_in', raw, { actor: maker }],
    ['produce', made, { actor: maker }],
    ['pack', { packed_on: '2026-09-01' }, { actor: maker }],
    ['label_check', { checked_on: '2026-09-01', label_text: `https://t.example.cn/?c=${CODE}`, scan_state: 'genuine' }],
    [
      'out',
      {
        specification: '100g/袋',
        made_on: '2026-09-01',
        lot: 'L1',
        quality: '合格',
        sold_on: '2026-09-05',
        label_state: 'good',
        unit_codes: [CODE],
      },
      { actor: maker, counterpart: dealer },
    ],
    [
      'receive',
      {
        permit_no: PERMIT,
        specification: '100g/袋',
        maker: '示例农药',
        received_on: '2026-09-06',
        papers_checked: true,
      },
      { actor: dealer, counterpart: maker },
    ],
    ['dealer_out', dealerSale, { actor: dealer, counterpart: farm }],
    ['user_receive', { received_on: '2026-10-10' }, { actor: farm, counterpart: dealer }],
    ['use', used, { actor: farm }],
    ['waste', { kind: '袋', count: { quantity: '3', unit: 'bag' }, collected_on: '2026-10-20' }, { actor: dealer }],
  ]
  expect(walk(pesticide, steps)).toEqual([])
})

test('bought outside, a restricted one sold under the real name, recalled and destroyed', () => {
  const steps: Step[] = [
    ['dealer_in', { ...outsideIn, restricted: true }, { actor: outlet }],
    [
      'retail',
      {
        ...dealerSale,
        restricted: true,
        buyer: '购买人',
        buyer_id: '460000000000000000',
        crop: '水稻',
        purpose: '防治',
      },
      { actor: outlet },
    ],
    ['recall', recall, { actor: maker }],
    ['recall_end', { recall_no: 'R1', outcome: 'completed', ended_on: '2026-11-02' }, { actor: maker }],
    ['destroy', { destroyed_on: '2026-11-02', reason: '召回' }, { actor: maker }],
  ]
  expect(walk(pesticide, steps)).toEqual([])
})

const chain = [fact('pesticide', 'produce', made)]
const goods = (more = {}, history = chain) => ({ items: [item(history, more)] })
const sale = (more: Partial<RuleFacts>): Partial<RuleFacts> => ({ actor: dealer, ...goods(), ...more })
const restrictedChain = [fact('pesticide', 'produce', { ...made, restricted: true })]
const noLicence = 'R-PEST-LICENCE block: 本主体没有有效的许可证'
const unnamed = 'R-PEST-REALNAME block: 未登记购买人姓名和证件号'
const noOutlet = 'R-PEST-RESTRICTED block: 本主体不是限制使用农药定点经营者'

const cases: [
  what: string,
  event: string,
  values: Record<string, unknown>,
  more: Partial<RuleFacts>,
  finding: string[],
][] = [
  ['made without a licence', 'produce', made, { actor: who('x') }, [noLicence]],
  ['made with a licence to trade', 'produce', made, { actor: dealer }, [noLicence]],
  [
    'sold after the licence ran out',
    'retail',
    dealerSale,
    sale({ actor: who('dealer', ['pesticide_trade'], ['dealer'], { validTo: '2026-11-01' }) }),
    [noLicence],
  ],
  [
    'sold on its last day',
    'retail',
    dealerSale,
    sale({ actor: who('dealer', ['pesticide_trade'], ['dealer'], { validTo: '2026-11-02' }) }),
    [],
  ],
  [
    'sold before it begins',
    'retail',
    dealerSale,
    sale({ actor: who('dealer', ['pesticide_trade'], ['dealer'], { validFrom: '2026-11-03' }) }),
    [noLicence],
  ],
  [
    'bought by a dealer without a licence',
    'receive',
    {},
    sale({ actor: who('x', [], ['dealer']), counterpart: maker }),
    [noLicence],
  ],
  [
    'bought by a farm, from a seller without a licence',
    'user_receive',
    {},
    sale({ actor: farm, counterpart: who('x') }),
    ['R-PEST-LICENCE block: 供货者没有有效的许可证'],
  ],
  [
    'bought outside from a seller whose licence ran out',
    'dealer_in',
    { ...outsideIn, supplier_licence_valid_to: '2026-11-01' },
    { actor: dealer },
    ['R-PEST-LICENCE block: 供货者许可证已过期'],
  ],
  [
    'the registration ran out',
    'produce',
    { ...made, permit_valid_to: '2026-11-01' },
    { actor: maker },
    ['R-IN-PERMIT block: 产品登记已于 2026-11-01 到期'],
  ],
  [
    'the registration ran out since it was made',
    'retail',
    dealerSale,
    sale(goods({}, [fact('pesticide', 'produce', { ...made, permit_valid_to: '2026-11-01' })])),
    ['R-IN-PERMIT block: 产品登记已于 2026-11-01 到期'],
  ],
  [
    'restricted, sold by any dealer',
    'dealer_out',
    { ...dealerSale, restricted: true },
    sale({ counterpart: farm }),
    [noOutlet],
  ],
  [
    'restricted by its class, though said not to be',
    'dealer_out',
    dealerSale,
    sale({ ...goods({ classCode: 'S40102' }), counterpart: farm }),
    [noOutlet],
  ],
  [
    'restricted as it was made, though said not to be',
    'dealer_out',
    dealerSale,
    sale({ ...goods({}, restrictedChain), counterpart: farm }),
    [noOutlet],
  ],
  [
    'restricted, by an outlet, to a buyer without a number',
    'retail',
    { ...dealerSale, restricted: true, buyer: '某' },
    sale({ actor: outlet }),
    [unnamed],
  ],
  [
    'restricted, to a party nobody knows',
    'dealer_out',
    { ...dealerSale, restricted: true },
    sale({ actor: outlet, counterpart: party({ registered: false }) }),
    [unnamed],
  ],
  [
    'a code of another registration',
    'produce',
    { ...made, permit_no: 'PD20091111' },
    { actor: maker },
    [`R-PEST-QR alarm: ${CODE}：第2-7位与登记证号后六位不符`],
  ],
  [
    'a code of another way of making',
    'produce',
    { ...made, production: 'repacked' },
    { actor: maker },
    [`R-PEST-QR alarm: ${CODE}：第8位与生产类型不符`],
  ],
  [
    'a code of another specification',
    'produce',
    { ...made, specification_code: '002' },
    { actor: maker },
    [`R-PEST-QR alarm: ${CODE}：第9-11位与规格码不符`],
  ],
  [
    'a label without a code',
    'label_check',
    { label_text: '示例' },
    goods(),
    ['R-PEST-QR alarm: 示例：不是32位农药单元识别代码'],
  ],
  [
    'past the expiry',
    'retail',
    dealerSale,
    sale(goods({ expiresOn: '2026-11-01' })),
    ['R-IN-UNSALEABLE block: B1 已过有效期'],
  ],
  [
    'no label',
    'dealer_out',
    { ...dealerSale, label_state: 'no_label' },
    sale({ counterpart: farm }),
    ['R-IN-UNSALEABLE block: 没有标签或标签残缺'],
  ],
  ['no QR', 'out', { label_state: 'no_code' }, { actor: maker, ...goods() }, ['R-IN-UNSALEABLE block: 标签没有二维码']],
  [
    'no interval on the label',
    'produce',
    { ...made, safety_days: undefined },
    { actor: maker },
    ['R-IN-INTERVAL warn: 未填写安全间隔期或休药期'],
  ],
  ['no interval asked for', 'produce', { ...made, safety_days: undefined, for_edible: false }, { actor: maker }, []],
  [
    'a scan that says void',
    'label_check',
    { label_text: CODE, scan_state: 'voided' },
    goods(),
    ['R-IN-SCAN warn: 追溯码已作废'],
  ],
  [
    'recalled',
    'use',
    used,
    sale({ actor: farm, ...goods({}, [...chain, fact('pesticide', 'recall', recall)]) }),
    ['R-IN-RECALL block: B1 正在召回'],
  ],
  [
    'a recall nobody was told of',
    'recall',
    { ...recall, told_on: undefined },
    goods(),
    ['R-IN-RECALL-TASK task: 通知经营者和使用者停止销售、使用并召回'],
  ],
  [
    'from nowhere',
    'use',
    used,
    { actor: farm, ...goods({}, []) },
    ['R-ANY-CHAIN warn: 批次 B1 没有来源记录，链条在此中断'],
  ],
]

test.each(cases)('%s, %s', (_what, event, values, more, finding) => {
  expect(reasons(pesticide, event, values, more)).toEqual(finding)
})

test('every rule of the chain is seen in a case', () => {
  const seen = new Set(cases.flatMap(([, , , , finding]) => finding.map((f) => f.split(' ')[0])))
  expect((pesticide.judged ?? []).map((r) => r.id).filter((id) => !seen.has(id))).toEqual([])
})

test.each(['specification', 'maker', 'buyer', 'sold_on', 'usable_on'])('a sale without %s is refused by law', (key) => {
  expect(issues(pesticide, 'retail', { ...dealerSale, buyer: '某', [key]: undefined })).toEqual([
    `${key} field.missing`,
  ])
})

test('the ledger of sanitary pesticides is not asked for', () => {
  expect(issues(pesticide, 'retail', { sanitary: true, restricted: false, label_state: 'good' })).toEqual([])
})

describe('the unit code of 32 digits (IN-2)', () => {
  test('is read in its parts', () => {
    expect(readPesticideCode(CODE)).toEqual({
      kind: 'PD',
      registration: '092927',
      production: 'holder',
      specification: '001',
      random: '000000000000000000000',
    })
  })

  test.each([
    [CODE, PERMIT, 'holder', []],
    [CODE, 'ＰＤ 20092927', 'holder', []],
    [CODE, 'PD20092928', 'holder', ['第2-7位与登记证号后六位不符']],
    [CODE, 'WP20092927', 'holder', ['第1位与登记类别不符']],
    [CODE, 'LS20092927', 'holder', ['第1位与登记类别不符']],
    [`3${CODE.slice(1)}`, 'LS20092927', 'holder', []],
    [`2${CODE.slice(1)}`, 'WP20092927', 'holder', []],
    [CODE, PERMIT, 'entrusted', ['第8位与生产类型不符']],
    [CODE, 'WP20091111', 'repacked', ['第2-7位与登记证号后六位不符', '第1位与登记类别不符', '第8位与生产类型不符']],
    [CODE, undefined, undefined, []],
    [`4${CODE.slice(1)}`, PERMIT, 'holder', ['不是32位农药单元识别代码']],
    ['10929279001000000000000000000000', PERMIT, 'holder', ['不是32位农药单元识别代码']],
    [CODE.slice(1), PERMIT, 'holder', ['不是32位农药单元识别代码']],
  ] as [string, string | undefined, string | undefined, string[]][])(
    '%s beside %s, %s: %j',
    (code, registrationNumber, production, faults) => {
      const known = { ...(registrationNumber ? { registrationNumber } : {}), ...(production ? { production } : {}) }
      expect(pesticideCodeFaults(code, known).map((f) => f.zh)).toEqual(faults)
    },
  )

  test('is found in the text of a label', () => {
    expect(codeOfLabel(`https://t.example.cn/${CODE}?x=1`)).toBe(CODE)
    expect(codeOfLabel(`1${CODE}`)).toBeUndefined()
  })
})

test('goods bring their interval along (IN-5)', () => {
  expect(intervalOf([fact('pesticide', 'produce', made)])).toBe(7)
  expect(intervalOf([fact('pesticide', 'produce', made), fact('pesticide', 'dealer_out', { safety_days: '14' })])).toBe(
    14,
  )
  expect(intervalOf([])).toBeUndefined()
})

test.each([
  [{ found: false }, 'not_found'],
  [{ found: false, external: true }, 'external_registered'],
  [{ found: true, flag: 'voided', fits: false }, 'voided'],
  [{ found: true, flag: 'frozen' }, 'frozen'],
  [{ found: true, fits: false }, 'mismatch'],
  [{ found: true, registrationValidTo: '2026-11-01' }, 'registration_expired'],
  [{ found: true, registrationValidTo: '2026-11-02' }, 'genuine'],
  [{ found: true, expiresOn: '2026-11-01' }, 'expired'],
  [{ found: true, provinces: ['46', '44'], province: '46' }, 'repeat'],
  [{ found: true, provinces: ['46'], province: '46' }, 'genuine'],
] as [Scanned, string][])('the scan of %j answers %s (IN-6)', (scan, state) => {
  expect(scanState(scan, '2026-11-02')).toBe(state)
})
