import { expect, test } from 'vitest'
import type { RuleFacts, RuleItem } from '../../kernel/rule.ts'
import { fact, issues, item, MAKER, party, type Step, walk } from '../edible/table.testing.ts'
import { reasons } from '../medicine/table.testing.ts'
import { vaccine } from './index.ts'
import { covered, temperatureOf } from './temperature.ts'

const CODE = '81000010000000010000'
const CLINIC = 'party-clinic'
const at = (hour: number, minute = 0) =>
  `2026-11-01T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00+08:00`

const activated = {
  generic_name: '示例灭活疫苗',
  approval_no: '国药准字S00000001',
  dosage_form: '注射剂',
  strength: '0.5ml',
  pack_spec: '1支/盒',
  lot: 'V1',
  made_on: '2026-05-01',
  expires_on: '2028-04-30',
  holder: '示例生物',
  maker: '示例生物',
  store_min_c: '2',
  store_max_c: '8',
  trace_codes: [CODE],
}
const release = { lot_release_no: 'P1', released_on: '2026-06-01', body: '示例检定院', imported: false }
const sold = { sold_on: '2026-11-01', lot_release_no: 'P1', certificate_copy_given: true, trace_codes: [CODE] }
const measured = {
  equipment_code: 'T1',
  from_at: at(8),
  to_at: at(12),
  min_c: '3.1',
  max_c: '6.4',
  complete: true,
}
const transport = { bill_no: 'Y1', transporter: '示例冷链', ...measured }
const arrived = {
  received_at: at(12, 10),
  departed_at: at(8),
  lot_release_no: 'P1',
  store_min_c: '2',
  store_max_c: '8',
  record_complete: true,
  trace_codes: [CODE],
}
const jab = {
  vaccine: '示例灭活疫苗',
  holder: '示例生物',
  unit_code: CODE,
  expires_on: '2028-04-30',
  injected_at: at(15),
  injected_by: '护士',
  recipient: '受种者',
  dose_no: '2',
  doses_before: '1',
  person_matched: true,
  booklet_matched: true,
  vaccine_matched: true,
}
const recall = {
  recall_no: 'R1',
  lots: 'V1',
  reason: '效价不足',
  level: '1',
  nature: 'real',
  ordered: 'ordered',
  sale_stopped_on: '2026-11-01',
  told_on: '2026-11-01',
  published: true,
  reported_on: '2026-11-01',
}
const by = (partyId: string): Partial<RuleFacts> => ({ actor: party({ partyId }) })

test('from lot release to the arm, nothing is said', () => {
  const steps: Step[] = [
    ['activate', activated],
    ['lot_release', release],
    ['pack', { packed_on: '2026-06-02' }],
    ['temp_storage', { ...measured, from_at: at(0), to_at: at(8) }],
    ['sale', sold],
    ['temp_transport', transport],
    ['receive', arrived, by(CLINIC)],
    ['unpack', { unpacked_on: '2026-11-01' }, by(CLINIC)],
    ['check', { checked_on: '2026-11-01', finding: 'good' }, by(CLINIC)],
    ['inoculate', jab, by(CLINIC)],
    ['recall', recall],
    ['recall_end', { recall_no: 'R1', outcome: 'completed', ended_on: '2026-11-20' }],
  ]
  expect(walk(vaccine, steps)).toEqual([])
})

test('bought from outside with its papers; a refusal with its report; a disposal', () => {
  const papers = {
    ...arrived,
    supplier_name: '示例生物',
    lot: 'V1',
    expires_on: '2028-04-30',
    record_min_c: '2',
    record_max_c: '8',
  }
  const steps: Step[] = [
    ['purchase_in', papers],
    [
      'refuse',
      {
        supplier_name: '示例生物',
        vaccine: '示例疫苗',
        lot: 'V2',
        reason: 'no_record',
        reported_at: at(13),
        told_drug_authority: true,
        told_health_authority: true,
      },
    ],
    [
      'destroy',
      {
        reason: '过期',
        executor: '甲',
        executor_id: '1',
        supervisor: '乙',
        supervisor_id: '2',
        destroyed_on: '2026-11-01',
        trace_codes: [CODE],
      },
    ],
  ]
  expect(walk(vaccine, steps)).toEqual([])
})

const made = fact('vaccine', 'activate', activated)
const tested = fact('vaccine', 'lot_release', release)
const moved = fact('vaccine', 'temp_transport', transport)
const chain = [made, tested, moved]
const readings = (more: Partial<NonNullable<RuleItem['readings']>> = {}) => ({
  ...{ from: at(8), to: at(12, 10), minC: '2', maxC: '8', count: 50, gaps: [] },
  ...more,
})
const goods = (more: Partial<RuleItem> = {}, history = chain) => ({ items: [item(history, more)] })
const piece = (more: Partial<RuleItem> = {}, history = chain) =>
  goods({ identifier: CODE, kind: 'piece', state: 'active', holderId: MAKER, ...more }, history)
const cert = '没有批签发证明，或与批签发记录不符'
const refuse = (why: string) => [
  `R-VAC-TEMP block: ${why}，应当拒收并立即报告`,
  `R-VAC-TEMP-alarm alarm: ${why}，应当拒收并立即报告`,
]
const wrong = fact('vaccine', 'check', { finding: 'temperature' })
const cleared = fact('vaccine', 'check', { finding: 'good' })
const recalled = fact('vaccine', 'recall', recall)

const cases: [
  what: string,
  event: string,
  values: Record<string, unknown>,
  more: Partial<RuleFacts>,
  finding: string[],
][] = [
  [
    'no certificate shown',
    'receive',
    { ...arrived, lot_release_no: '' },
    goods(),
    [`R-VAC-CERT block: B1 ${cert}`, `R-VAC-CERT-alarm alarm: B1 ${cert}`],
  ],
  [
    'the certificate of another lot',
    'receive',
    { ...arrived, lot_release_no: 'P2' },
    goods(),
    [`R-VAC-CERT block: B1 ${cert}`, `R-VAC-CERT-alarm alarm: B1 ${cert}`],
  ],
  [
    'sold without lot release',
    'sale',
    { ...sold, lot_release_no: undefined },
    goods(),
    [`R-VAC-CERT block: B1 ${cert}`],
  ],
  ['no temperature record', 'receive', arrived, goods({}, [made, tested]), refuse('没有温度记录')],
  ['readings without a gap', 'receive', arrived, goods({ readings: readings() }, [made, tested]), []],
  [
    'a gap in the readings',
    'receive',
    arrived,
    goods({ readings: readings({ gaps: [{ from: at(9), to: at(10) }] }) }),
    refuse('温度记录不完整'),
  ],
  [
    'readings that begin late',
    'receive',
    arrived,
    goods({ readings: readings({ from: at(9) }) }),
    refuse('温度记录不完整'),
  ],
  [
    'readings that end early',
    'receive',
    arrived,
    goods({ readings: readings({ to: at(11) }) }),
    refuse('温度记录不完整'),
  ],
  [
    'readings too warm',
    'receive',
    arrived,
    goods({ readings: readings({ maxC: '8.1' }) }),
    refuse('温度超出说明书范围'),
  ],
  [
    'readings too cold, though the record says otherwise',
    'receive',
    arrived,
    goods({ readings: readings({ minC: '1.9' }) }),
    refuse('温度超出说明书范围'),
  ],
  ['no reading at all, and a record', 'receive', arrived, goods({ readings: readings({ count: 0 }) }), []],
  [
    'a record with a gap',
    'receive',
    arrived,
    goods({}, [made, tested, fact('vaccine', 'temp_transport', { ...transport, complete: false })]),
    refuse('温度记录不完整'),
  ],
  [
    'a record of half the way',
    'receive',
    arrived,
    goods({}, [made, tested, fact('vaccine', 'temp_transport', { ...transport, to_at: at(10) })]),
    refuse('温度记录不完整'),
  ],
  [
    'a record too warm',
    'receive',
    arrived,
    goods({}, [made, tested, fact('vaccine', 'temp_transport', { ...transport, max_c: '12' })]),
    refuse('温度超出说明书范围'),
  ],
  [
    'the record of another journey',
    'receive',
    arrived,
    goods({}, [
      made,
      tested,
      fact('vaccine', 'temp_transport', {
        ...transport,
        from_at: '2026-10-01T08:00:00+08:00',
        to_at: '2026-10-01T12:00:00+08:00',
      }),
    ]),
    refuse('没有温度记录'),
  ],
  [
    'paper with a gap',
    'purchase_in',
    { ...arrived, record_min_c: '3', record_max_c: '7', record_complete: false },
    { items: [] },
    refuse('温度记录不完整'),
  ],
  [
    'paper too warm',
    'purchase_in',
    { ...arrived, record_min_c: '3', record_max_c: '9' },
    { items: [] },
    refuse('温度超出说明书范围'),
  ],
  [
    'a label nobody knows',
    'receive',
    { ...arrived, store_max_c: undefined },
    goods({}, [tested, moved, fact('vaccine', 'sale', sold), fact('vaccine', 'receive', {})]),
    refuse('未知说明书储存温度'),
  ],
  ['another person', 'inoculate', { ...jab, person_matched: false }, piece(), ['R-VAC-JAB block: 受种者未核对一致']],
  [
    'nothing matched',
    'inoculate',
    { dose_no: '1', doses_before: '0' },
    piece(),
    ['R-VAC-JAB block: 受种者、接种证、疫苗未核对一致'],
  ],
  [
    'a jab past the expiry',
    'inoculate',
    { ...jab, expires_on: '2026-11-01' },
    piece(),
    ['R-VAC-JAB block: 疫苗已过有效期'],
  ],
  [
    'past the expiry by the record of the lot',
    'inoculate',
    jab,
    piece({ expiresOn: '2026-11-01' }),
    ['R-VAC-JAB block: 疫苗已过有效期', `R-DR-BATCH-EXPIRED block: ${CODE} 已过有效期`],
  ],
  [
    'the third dose after the first',
    'inoculate',
    { ...jab, dose_no: '3' },
    piece(),
    ['R-VAC-JAB block: 剂次不符：接种证已记录 1 剂，本次为第 3 剂'],
  ],
  [
    'the same dose again',
    'inoculate',
    { ...jab, dose_no: '1' },
    piece(),
    ['R-VAC-JAB block: 剂次不符：接种证已记录 1 剂，本次为第 1 剂'],
  ],
  [
    'found wrong in a check',
    'check',
    { finding: 'unreadable' },
    goods(),
    ['R-VAC-CHECK task: 隔离存放、设置警示标志并按规定处置'],
  ],
  [
    'used though found wrong',
    'inoculate',
    jab,
    piece({}, [...chain, wrong]),
    [`R-VAC-ISOLATED block: ${CODE} 检查不合格，应隔离处置`],
  ],
  ['used after a good check', 'inoculate', jab, piece({}, [...chain, wrong, cleared]), []],
  [
    'an unknown code',
    'inoculate',
    jab,
    piece({ state: undefined } as never),
    [`R-DR-ACTIVE block: 追溯码 ${CODE} 未激活、已注销或不存在`],
  ],
  [
    'sold by who does not hold it',
    'sale',
    sold,
    piece({ holderId: CLINIC }),
    [`R-DR-HOLDER block: 追溯码 ${CODE} 不在本企业库存`],
  ],
  [
    'used twice',
    'inoculate',
    jab,
    piece({}, [...chain, fact('vaccine', 'inoculate', jab)]),
    [`R-DR-REPEAT alarm: ${CODE} 已接种使用`],
  ],
  ['recalled', 'inoculate', jab, piece({}, [...chain, recalled]), [`R-DR-BATCH block: ${CODE} 已被召回`]],
  [
    'expired at the sale',
    'sale',
    sold,
    goods({ expiresOn: '2026-11-01' }),
    ['R-DR-BATCH-EXPIRED block: B1 已过有效期'],
  ],
  [
    'a recall nobody was told of',
    'recall',
    { ...recall, told_on: undefined },
    goods(),
    ['R-VAC-RECALL task: 尚待：通知下游'],
  ],
  [
    'a disposal nobody watched',
    'destroy',
    { executor: '甲', executor_id: '1' },
    goods(),
    ['R-DR-DESTROY block: 缺少执行人或监督人身份'],
  ],
  ['from nowhere', 'sale', sold, goods({}, [tested]), ['R-ANY-CHAIN warn: 批次 B1 没有来源记录，链条在此中断']],
]

test.each(cases)('%s, %s', (_what, event, values, more, finding) => {
  expect(reasons(vaccine, event, values, more)).toEqual(finding)
})

test('every rule of the chain is seen in a case', () => {
  const seen = new Set(cases.flatMap(([, , , , finding]) => finding.map((f) => f.split(' ')[0])))
  expect((vaccine.judged ?? []).map((r) => r.id).filter((id) => !seen.has(id))).toEqual([])
})

test('two records that meet cover the way, and two that do not meet leave a gap', () => {
  const [a, b, c, d] = [0, 60, 120, 180].map((m) => m * 60_000) as [number, number, number, number]
  expect(
    covered(
      [
        { from: b, to: d },
        { from: a, to: b },
      ],
      a,
      d,
    ),
  ).toBe(true)
  expect(
    covered(
      [
        { from: a, to: b },
        { from: c, to: d },
      ],
      a,
      d,
    ),
  ).toBe(false)
  expect(covered([], a, d)).toBe(false)
})

test('a storage record on the way counts with the transport record', () => {
  const half = fact('vaccine', 'temp_transport', { ...transport, to_at: at(10) })
  const rest = fact('vaccine', 'temp_storage', { ...transport, from_at: at(10) })
  expect(temperatureOf(item([made, half, rest]), arrived)).toBe('good')
})

test.each(['vaccine', 'holder', 'unit_code', 'expires_on', 'injected_at', 'injected_by', 'recipient'])(
  'a jab without %s is refused, because the law asks for it',
  (key) => {
    expect(issues(vaccine, 'inoculate', { ...jab, [key]: undefined })).toEqual([`${key} field.missing`])
  },
)

test('an imported lot shows origin and customs papers', () => {
  expect(issues(vaccine, 'lot_release', { ...release, imported: true })).toEqual([
    'origin_certificate field.missing',
    'customs_clearance field.missing',
  ])
})
