import type { InputKind, ProfileChoice, ProfileField, Requirement } from '../kernel/profile.ts'
import type { Unit } from '../kernel/unit.ts'
import {
  both,
  DESIGN,
  NCP_27_1,
  NCP_27_2,
  NCP_29,
  NY_22,
  NY_36,
  SEEN_IN_USE,
  type Source,
  SY_38,
  SY_49,
} from './sources.ts'

/**
 * Fields that several profiles ask for in the same way. Their keys are what the rules read (`input`, `used_on`,
 * `stopped_on`, `interval_days`, `plot`, `group`), so a profile that uses them gets the rules with them.
 */

const MATERIAL_UNITS = ['kg', 'g', 'mg', 'l', 'ml', 't', 'jin', 'bag', 'bottle', 'box', 'piece'] as const
const RATE_UNITS = ['g_per_mu', 'ml_per_mu', 'kg_per_mu', 'l_per_mu'] as const

/** Where it happened: field, pond or pen. */
export const plot = (zh: string, en: string, source: Source, required: true | 'law' | false = true) =>
  ({ type: 'plot', key: 'plot', names: both(zh, en), required, ...source }) satisfies ProfileField

/** The group of animals kept and treated together; the withdrawal period follows it from pen to pen. */
export const group = {
  type: 'code',
  key: 'group',
  names: both('群号(批号)', 'Group number'),
  help: both('同批饲养、同批用药的一群', 'Animals kept and treated together'),
  pattern: '[0-9A-Za-z\\-]{1,40}',
  required: true,
  ...DESIGN,
} as const satisfies ProfileField

export const person = {
  type: 'person',
  key: 'person',
  names: both('操作人', 'Person'),
  required: false,
  ...SEEN_IN_USE,
} as const satisfies ProfileField

export const remark = {
  type: 'text',
  key: 'remark',
  names: both('备注', 'Remark'),
  required: false,
  ...DESIGN,
} as const satisfies ProfileField

export const photo = {
  type: 'file',
  key: 'photo',
  names: both('照片', 'Photo'),
  required: false,
  ...DESIGN,
} as const satisfies ProfileField

export const date = (key: string, zh: string, en: string, source: Source, required: boolean | 'law' | 'warn' = true) =>
  ({ type: 'date', key, names: both(zh, en), required, ...source }) satisfies ProfileField

/** Marks the date on which the event happened, where another date stands before it. */
export const dayOf = <F extends ProfileField>(field: F) => ({ ...field, day: true as const })

/** A person's telephone or address: shown to those who may see it, never public. */
export const contact = (key: string, zh: string, en: string, source: Source, required: Requirement) =>
  ({ type: 'text', key, names: both(zh, en), required, personal: true, ...source }) satisfies ProfileField

/** Name of a natural person. */
export const human = (key: string, zh: string, en: string, source: Source, required: Requirement = false) =>
  ({
    type: 'text',
    key,
    names: both(zh, en),
    maxLength: 50,
    required,
    personal: true,
    ...source,
  }) satisfies ProfileField

export const text = (key: string, zh: string, en: string, source: Source, required: boolean | 'law' | 'warn' = false) =>
  ({ type: 'text', key, names: both(zh, en), required, ...source }) satisfies ProfileField

export const code = (key: string, zh: string, en: string, source: Source, required: boolean | 'law' | 'warn' = false) =>
  ({ type: 'code', key, names: both(zh, en), required, ...source }) satisfies ProfileField

export const file = (key: string, zh: string, en: string, source: Source) =>
  ({ type: 'file', key, names: both(zh, en), required: false, ...source }) satisfies ProfileField

export const place = (key: string, zh: string, en: string, source: Source) =>
  ({ type: 'place', key, names: both(zh, en), required: false, ...source }) satisfies ProfileField

/** `[['spray', '喷雾', 'Spray'], …]` as choices. */
export const choices = (...list: readonly (readonly [id: string, zh: string, en: string])[]): ProfileChoice[] =>
  list.map(([id, zh, en]) => ({ id, names: both(zh, en) }))

export const choice = (
  key: string,
  zh: string,
  en: string,
  source: Source,
  required: boolean | 'law' | 'warn',
  list: readonly ProfileChoice[],
) => ({ type: 'choice', key, names: both(zh, en), required, choices: list, ...source }) satisfies ProfileField

export const quantity = (
  key: string,
  zh: string,
  en: string,
  source: Source,
  required: boolean | 'law' | 'warn',
  units: readonly Unit[],
) => ({ type: 'quantity', key, names: both(zh, en), required, units, ...source }) satisfies ProfileField

export const temperature = {
  type: 'number',
  key: 'temperature',
  names: both('温度(℃)', 'Temperature (°C)'),
  min: '-80',
  max: '60',
  required: false,
  ...SEEN_IN_USE,
} as const satisfies ProfileField

/** What was used, where it came from, how much, from when to when: the five things art. 27(1) names. */
export function inputUse(options: {
  readonly kinds: readonly InputKind[]
  readonly zh: string
  readonly en: string
  readonly methods: readonly ProfileChoice[]
}): ProfileField[] {
  return [
    {
      type: 'input',
      key: 'input',
      names: both(options.zh, options.en),
      help: both(
        '名称和来源为法定内容；登记证号、有效成分见标签',
        'Name and source are asked for by law; number and substances stand on the label',
      ),
      inputKinds: options.kinds,
      required: 'law',
      ...NCP_27_1,
    },
    code('purchase_batch', '购入批次', 'Purchase batch', DESIGN),
    choice('method', '使用方法', 'How it was used', NCP_27_1, 'law', options.methods),
    quantity('amount', '用量', 'Amount used', NCP_27_1, 'law', MATERIAL_UNITS),
    date('used_on', '使用日期', 'Date of use', NCP_27_1, 'law'),
    {
      type: 'date',
      key: 'stopped_on',
      names: both('停用日期', 'Date of stopping'),
      help: both('只用一次的，与使用日期相同', 'The date of use when it was used once'),
      required: 'law',
      ...NCP_27_1,
    },
  ]
}

/** Maker, target, dose by area and safety interval of a pesticide. */
export const PESTICIDE_FIELDS: readonly ProfileField[] = [
  text('target', '防治对象', 'What it treats', NY_36, 'law'),
  text('maker', '生产企业', 'Maker', NY_36, 'law'),
  quantity('rate', '亩用量', 'Dose by area', SEEN_IN_USE, false, RATE_UNITS),
  {
    type: 'number',
    key: 'dilution',
    names: both('稀释倍数', 'Dilution (times)'),
    min: '1',
    required: false,
    ...SEEN_IN_USE,
  },
  quantity('area', '施药面积', 'Area treated', SEEN_IN_USE, false, ['mu', 'ha', 'm2']),
  {
    type: 'number',
    key: 'interval_days',
    names: both('安全间隔期(天)', 'Safety interval (days)'),
    help: both('按标签填写；标签未标注的填0', 'As the label says; 0 where it says none'),
    whole: true,
    min: '0',
    max: '365',
    unit: 'day',
    required: true,
    // The label must state it (art. 22), the grower must keep it (art. 34). That it is written down here is ours.
    source: `${NY_22.source}, ${NCP_29.source}; design`,
    confidence: 'design',
  },
]

/** Disease treated, prescription and withdrawal period of a veterinary drug. */
export const VETERINARY_FIELDS: readonly ProfileField[] = [
  text('target', '防治疾病', 'What it treats', SY_38, true),
  code('prescription', '兽医处方号', 'Prescription number', SY_49),
  text('maker', '生产企业', 'Maker', SEEN_IN_USE),
  {
    type: 'number',
    key: 'interval_days',
    names: both('休药期(天)', 'Withdrawal period (days)'),
    help: both('按标签或说明书填写；没有规定的填0', 'As label or leaflet says; 0 where there is none'),
    whole: true,
    min: '0',
    max: '365',
    unit: 'day',
    required: true,
    source: `${NCP_29.source}, 兽药管理条例 第20、40条; design`,
    confidence: 'design',
  },
]

/** What happened and what was done about it: art. 27(2). The date found is ours. */
export function occurrence(
  zh: string,
  en: string,
  found: string,
  kinds: readonly ProfileChoice[],
): readonly ProfileField[] {
  return [
    choice('kind', '类别', 'Kind', DESIGN, false, kinds),
    text('name', zh, en, NCP_27_2, 'law'),
    date('found_on', found, 'Date found', DESIGN),
    text('extent', '发生程度', 'Extent', DESIGN),
    // asked for by law, but a finding may be recorded before anything was done
    text('measures', '防治措施', 'What was done', NCP_27_2, 'warn'),
  ]
}
