import type { ProfileEvent, ProfileField } from '../../kernel/profile.ts'
import { baseFiling } from '../edible/farm.ts'
import { RP_13 } from '../edible/sources.ts'
import {
  choices,
  code,
  date,
  file,
  group,
  inputUse,
  occurrence,
  person,
  photo,
  place,
  plot,
  quantity,
  remark,
  text,
  VETERINARY_FIELDS,
} from '../fields.ts'
import * as handling from '../handling.ts'
import {
  both,
  DESIGN,
  EAR_TAGS,
  MEAT_VEGETABLES,
  NCP_27_2,
  NCP_27_3,
  NCP_44,
  SEEN_IN_USE,
  SY_40,
  SZ_12,
} from '../sources.ts'
import * as trading from '../trading.ts'
import { SLAUGHTER_EVENTS } from './slaughter.ts'

const pen = plot('栏舍', 'Pen', DESIGN, false)

const stocking: ProfileEvent = {
  id: 'stocking',
  names: both('进栏(引种、出生)', 'Animals come in'),
  object: 'group',
  move: 'record',
  step: 'stocking',
  roles: ['producer'],
  fields: [
    group,
    pen,
    text('breed', '品种', 'Breed', SEEN_IN_USE, true),
    quantity('animals', '数量', 'Animals', SEEN_IN_USE, true, ['head', 'bird']),
    date('stocked_on', '进栏日期', 'Date', SEEN_IN_USE),
    text('origin', '来源', 'Source', SEEN_IN_USE, true),
    code('quarantine_certificate', '检疫证明号', 'Quarantine certificate', NCP_44),
    person,
    remark,
  ],
  publicFields: ['breed', 'stocked_on'],
}

const earTagging: ProfileEvent = {
  id: 'ear_tagging',
  names: both('佩戴畜禽标识', 'Ear tagging'),
  object: 'group',
  move: 'record',
  step: 'ear_tagging',
  roles: ['producer'],
  fields: [
    group,
    {
      type: 'text',
      key: 'tags',
      names: both('标识编码', 'Tags'),
      help: both('每个15位，用空格分隔', '15 digits each, separated by spaces'),
      maxLength: 4000,
      required: true,
      ...EAR_TAGS,
    },
    quantity('tagged', '佩戴数量', 'Animals tagged', EAR_TAGS, false, ['head']),
    date('tagged_on', '佩戴日期', 'Date', EAR_TAGS),
    person,
    remark,
  ],
  publicFields: [],
}

const feedUse: ProfileEvent = {
  id: 'feed_use',
  names: both('饲喂', 'Feed use'),
  object: 'group',
  move: 'record',
  step: 'feed_use',
  roles: ['producer'],
  fields: [
    group,
    pen,
    ...inputUse({
      kinds: ['feed', 'feed_additive', 'other'],
      zh: '饲料或饲料添加剂',
      en: 'Feed or additive',
      methods: choices(['feed', '饲喂', 'Fed'], ['mix', '拌料', 'Mixed into feed'], ['water', '饮水', 'In water']),
    }),
    person,
    remark,
  ],
  publicFields: [],
}

const drugUse: ProfileEvent = {
  id: 'drug_use',
  names: both('兽药使用(含免疫)', 'Veterinary drug use, vaccines too'),
  object: 'group',
  move: 'record',
  step: 'drug_use',
  roles: ['producer'],
  fields: [
    group,
    pen,
    ...inputUse({
      kinds: ['veterinary_drug', 'feed_additive', 'other'],
      zh: '兽药(疫苗)',
      en: 'Veterinary drug or vaccine',
      methods: choices(
        ['inject', '注射', 'Injection'],
        ['mix', '拌料', 'Mixed into feed'],
        ['water', '饮水', 'In water'],
        ['oral', '口服', 'By mouth'],
        ['spray', '喷雾、外用', 'Spray or outside'],
        ['other', '其他', 'Other'],
      ),
    }),
    ...VETERINARY_FIELDS,
    person,
    photo,
    remark,
  ],
  publicFields: [],
}

const diseaseOccurrence: ProfileEvent = {
  id: 'disease_occurrence',
  names: both('疫病发生与防治', 'Disease'),
  object: 'group',
  move: 'record',
  step: 'disease_occurrence',
  roles: ['producer'],
  fields: [
    group,
    pen,
    ...occurrence(
      '疫病名称或症状',
      'Disease or signs',
      '发现日期',
      choices(
        ['infectious', '传染病', 'Infectious'],
        ['parasite', '寄生虫病', 'Parasites'],
        ['other', '其他', 'Other'],
      ),
    ),
    person,
    photo,
    remark,
  ],
  publicFields: [],
}

const deathDisposal: ProfileEvent = {
  id: 'death_disposal',
  names: both('死亡与无害化处理', 'Deaths and disposal'),
  object: 'group',
  move: 'record',
  step: 'death_disposal',
  roles: ['producer'],
  fields: [
    group,
    quantity('animals', '死亡数量', 'Animals', DESIGN, true, ['head', 'bird']),
    date('died_on', '死亡日期', 'Date', DESIGN),
    text('cause', '死因', 'Cause', NCP_27_2, 'warn'),
    text('method', '无害化处理方式', 'How disposed of', DESIGN, true),
    photo,
    person,
    remark,
  ],
  publicFields: [],
}

/** Breeding and disinfection: parts of the archive that the dairy regulation lists for dairy animals (art. 13). */
const breeding: ProfileEvent = {
  id: 'breeding',
  names: both('繁殖记录', 'Breeding'),
  object: 'group',
  move: 'record',
  step: 'breeding',
  roles: ['producer'],
  fields: [
    group,
    text('facts', '配种、产仔(犊)情况', 'Mating and births', RP_13, true),
    date('bred_on', '日期', 'Date', DESIGN),
    person,
    remark,
  ],
  publicFields: [],
}

const disinfection: ProfileEvent = {
  id: 'disinfection',
  names: both('消毒记录', 'Disinfection'),
  object: 'group',
  move: 'record',
  step: 'disinfection',
  roles: ['producer'],
  fields: [
    group,
    pen,
    text('agent', '消毒剂', 'Disinfectant', RP_13, true),
    text('method', '消毒方式', 'How', DESIGN),
    date('done_on', '日期', 'Date', DESIGN),
    person,
    remark,
  ],
  publicFields: [],
}

const MEAT_PAPERS: readonly ProfileField[] = [
  code('quarantine_certificate', '动物产品检疫合格证号', 'Quarantine certificate', MEAT_VEGETABLES, 'warn'),
  code('inspection_certificate', '肉品品质检验合格证号', 'Meat inspection certificate', MEAT_VEGETABLES, 'warn'),
  text('slaughterhouse', '屠宰企业', 'Slaughterhouse', MEAT_VEGETABLES),
]

/** Animals leave the group and become a batch: what the withdrawal period is checked at. */
const offTake: ProfileEvent = {
  id: 'off_take',
  names: both('出栏', 'Animals leave the farm'),
  object: 'group',
  move: 'produce',
  step: 'commissioning',
  roles: ['producer'],
  fields: [
    group,
    pen,
    date('left_on', '出栏日期', 'Date', DESIGN),
    code('origin_quarantine', '产地检疫证号', 'Origin quarantine certificate', NCP_44, 'warn'),
    file('drug_record', '用药记录', 'Drug record handed over', SY_40),
    text('breed', '品种', 'Breed', SEEN_IN_USE),
    person,
    remark,
  ],
  publicFields: ['left_on', 'breed', 'origin_quarantine'],
}

/** Eggs, milk: products of living animals. */
const collection: ProfileEvent = {
  id: 'collection',
  names: both('产品收集(蛋、奶)', 'Eggs or milk collected'),
  object: 'group',
  move: 'produce',
  step: 'commissioning',
  roles: ['producer'],
  fields: [group, pen, date('collected_on', '收集日期', 'Date', NCP_27_3), person, remark],
  publicFields: ['collected_on'],
}

const originQuarantine: ProfileEvent = {
  id: 'origin_quarantine',
  names: both('产地检疫', 'Origin quarantine'),
  object: 'batch',
  move: 'observe',
  step: 'inspecting',
  roles: ['producer'],
  fields: [
    code('certificate', '产地检疫证号', 'Certificate', EAR_TAGS, true),
    date('issued_on', '出证日期', 'Issued on', EAR_TAGS),
    quantity('animals', '检疫数量', 'Animals', EAR_TAGS, true, ['head', 'bird']),
    text('tags', '耳标号(起止)', 'Ear tags', EAR_TAGS, 'warn'),
    place('destination', '到达地', 'Destination', EAR_TAGS),
    file('certificate_file', '检疫证明', 'Certificate', EAR_TAGS),
    remark,
  ],
  publicFields: ['certificate', 'issued_on'],
}

const processing = handling.process(
  both('分割与加工', 'Cutting and processing'),
  choices(
    ['cut', '分割', 'Cut'],
    ['freeze', '冷冻', 'Freeze'],
    ['cure', '腌腊', 'Cure'],
    ['cook', '熟制', 'Cook'],
    ['other', '其他', 'Other'],
  ),
)

export const EVENTS: readonly ProfileEvent[] = [
  baseFiling,
  stocking,
  earTagging,
  breeding,
  disinfection,
  feedUse,
  drugUse,
  diseaseOccurrence,
  deathDisposal,
  offTake,
  collection,
  originQuarantine,
  trading.purchaseIn([
    code('quarantine_certificate', '检疫证明号', 'Quarantine certificate', SZ_12, 'warn'),
    file('quarantine_file', '检疫证明', 'Quarantine certificate, picture', SZ_12),
  ]),
  ...SLAUGHTER_EVENTS,
  handling.test,
  handling.store,
  processing,
  handling.merge,
  handling.split,
  handling.pack,
  handling.unpack,
  handling.transport,
  trading.dispatch,
  trading.receive,
  trading.wholesaleEntry(MEAT_PAPERS),
  trading.retailSale,
  handling.ownUse,
  handling.destroy,
]
