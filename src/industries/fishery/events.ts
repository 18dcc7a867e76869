import type { ProfileEvent } from '../../kernel/profile.ts'
import { baseFiling, exitPermit, fieldTest } from '../edible/farm.ts'
import {
  choice,
  choices,
  code,
  date,
  inputUse,
  occurrence,
  person,
  photo,
  plot,
  quantity,
  remark,
  text,
  VETERINARY_FIELDS,
} from '../fields.ts'
import * as handling from '../handling.ts'
import { AQUATIC_PROCEDURE, both, DEGREE_DAYS, DESIGN, NCP_27_3, NCP_44, SEEN_IN_USE } from '../sources.ts'
import * as trading from '../trading.ts'
import { dispatch, drugBought, feedBought, labelPrint, seaCatch, test } from './collection.ts'

const pond = plot('池塘(网箱)', 'Pond or cage', AQUATIC_PROCEDURE)

const stocking: ProfileEvent = {
  id: 'stocking',
  names: both('放养(投苗)', 'Stocking'),
  object: 'plot',
  move: 'record',
  step: 'stocking',
  roles: ['producer'],
  fields: [
    pond,
    text('species', '养殖品种', 'Species', AQUATIC_PROCEDURE, true),
    quantity('fry', '放养数量', 'Fry', AQUATIC_PROCEDURE, true, ['fish', 'kg', 'jin']),
    date('stocked_on', '放养日期', 'Date', AQUATIC_PROCEDURE),
    text('origin', '苗种来源', 'Source of the fry', SEEN_IN_USE, true),
    code('quarantine_certificate', '苗种检疫证明号', 'Quarantine certificate of the fry', NCP_44),
    person,
    remark,
  ],
  publicFields: ['species', 'stocked_on'],
}

const feedUse: ProfileEvent = {
  id: 'feed_use',
  names: both('投饵', 'Feed use'),
  object: 'plot',
  move: 'record',
  step: 'feed_use',
  roles: ['producer'],
  fields: [
    pond,
    ...inputUse({
      kinds: ['feed', 'feed_additive', 'other'],
      zh: '饲料或饲料添加剂',
      en: 'Feed or additive',
      methods: choices(['feed', '投喂', 'Fed'], ['mix', '拌料', 'Mixed into feed']),
    }),
    person,
    remark,
  ],
  publicFields: [],
}

const drugUse: ProfileEvent = {
  id: 'drug_use',
  names: both('渔药使用', 'Fish drug use'),
  object: 'plot',
  move: 'record',
  step: 'drug_use',
  roles: ['producer'],
  fields: [
    pond,
    ...inputUse({
      kinds: ['veterinary_drug', 'feed_additive', 'other'],
      zh: '渔药(消毒剂、水质改良剂)',
      en: 'Fish drug, disinfectant, water improver',
      methods: choices(
        ['splash', '全池泼洒', 'Over the whole pond'],
        ['mix', '拌料内服', 'Mixed into feed'],
        ['bath', '浸浴', 'Bath'],
        ['inject', '注射', 'Injection'],
        ['other', '其他', 'Other'],
      ),
    }),
    ...VETERINARY_FIELDS,
    {
      type: 'number',
      key: 'withdrawal_degree_days',
      names: both('休药期(度日)', 'Withdrawal (degree-days)'),
      help: both(
        '标签以度日表示时填写；天数 = 度日 ÷ 水温，进位取整',
        'Where the label says degree-days: days = degree-days divided by water temperature, rounded up',
      ),
      whole: true,
      min: '1',
      max: '10000',
      required: false,
      ...DEGREE_DAYS,
    },
    {
      type: 'number',
      key: 'water_temperature',
      names: both('水温(℃)', 'Water temperature (°C)'),
      min: '0',
      max: '45',
      required: false,
      ...DEGREE_DAYS,
    },
    person,
    photo,
    remark,
  ],
  publicFields: [],
}

const pondWork: ProfileEvent = {
  id: 'pond_work',
  names: both('日常管理', 'Pond work'),
  object: 'plot',
  move: 'record',
  step: 'pond_work',
  roles: ['producer'],
  fields: [
    pond,
    choice(
      'work',
      '事项',
      'Work',
      DESIGN,
      true,
      choices(
        ['clean', '清塘、消毒', 'Clean and disinfect'],
        ['water', '换水、加水', 'Change or add water'],
        ['aerate', '增氧', 'Aerate'],
        ['water_test', '水质检测', 'Test the water'],
        ['patrol', '巡塘', 'Walk round'],
        ['move', '分塘', 'Move to another pond'],
        ['other', '其他', 'Other'],
      ),
    ),
    date('done_on', '日期', 'Date', DESIGN),
    person,
    photo,
    remark,
  ],
  publicFields: ['work', 'done_on'],
}

const diseaseOccurrence: ProfileEvent = {
  id: 'disease_occurrence',
  names: both('病害发生与防治', 'Disease'),
  object: 'plot',
  move: 'record',
  step: 'disease_occurrence',
  roles: ['producer'],
  fields: [
    pond,
    ...occurrence(
      '病害名称或症状',
      'Disease or signs',
      '发现日期',
      choices(
        ['bacterial', '细菌性', 'Bacterial'],
        ['viral', '病毒性', 'Viral'],
        ['parasite', '寄生虫', 'Parasites'],
        ['water', '水质', 'Water'],
        ['other', '其他', 'Other'],
      ),
    ),
    person,
    photo,
    remark,
  ],
  publicFields: [],
}

/** Out of the pond: what the withdrawal period is checked at. */
const caught: ProfileEvent = {
  id: 'catch',
  names: both('捕捞(出池)', 'Catch'),
  object: 'plot',
  move: 'produce',
  step: 'commissioning',
  roles: ['producer'],
  fields: [
    pond,
    date('caught_on', '捕捞日期', 'Date of catch', NCP_27_3, 'law'),
    text('specification', '规格', 'Size', SEEN_IN_USE),
    person,
    photo,
    remark,
  ],
  publicFields: ['caught_on', 'specification'],
}

const fillet: ProfileEvent = {
  id: 'fillet',
  names: both('宰杀切片', 'Gut and fillet'),
  object: 'batch',
  move: 'transform',
  step: 'processing',
  roles: ['processor', 'producer'],
  fields: [
    date('processed_on', '加工日期', 'Date', AQUATIC_PROCEDURE),
    text('line', '生产线', 'Line', AQUATIC_PROCEDURE),
    text('additives', '添加剂名称', 'Additives', DESIGN),
    person,
    remark,
  ],
  publicFields: ['processed_on', 'additives'],
}

const freeze: ProfileEvent = {
  id: 'freeze',
  names: both('冻结(镀冰衣)', 'Freeze and glaze'),
  object: 'batch',
  move: 'transform',
  step: 'freezing',
  roles: ['processor', 'producer'],
  fields: [
    date('processed_on', '冻结日期', 'Date', AQUATIC_PROCEDURE),
    text('line', '生产线', 'Line', AQUATIC_PROCEDURE),
    {
      type: 'number',
      key: 'glaze_percent',
      names: both('冰衣(%)', 'Glaze (%)'),
      min: '0',
      max: '60',
      required: false,
      ...DESIGN,
    },
    person,
    remark,
  ],
  publicFields: ['processed_on', 'glaze_percent'],
}

const processing = handling.process(
  both('其他加工', 'Other processing'),
  choices(
    ['peel', '去壳去头', 'Peel and behead'],
    ['gut', '去鳞去脏', 'Scale and gut'],
    ['dry', '干制', 'Dry'],
    ['season', '调味', 'Season'],
    ['other', '其他', 'Other'],
  ),
)

export const EVENTS: readonly ProfileEvent[] = [
  baseFiling,
  feedBought,
  drugBought,
  stocking,
  pondWork,
  feedUse,
  diseaseOccurrence,
  drugUse,
  caught,
  seaCatch,
  trading.purchaseIn(),
  fieldTest,
  test,
  handling.store,
  fillet,
  freeze,
  processing,
  handling.merge,
  handling.split,
  handling.pack,
  labelPrint,
  handling.unpack,
  handling.transport,
  exitPermit,
  dispatch,
  trading.receive,
  trading.wholesaleEntry([], DESIGN),
  trading.retailSale,
  handling.ownUse,
  handling.destroy,
]
