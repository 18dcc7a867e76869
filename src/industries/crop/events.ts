import type { ProfileEvent } from '../../kernel/profile.ts'
import { baseFiling, exitPermit, fieldTest } from '../edible/farm.ts'
import {
  choice,
  choices,
  date,
  inputUse,
  occurrence,
  PESTICIDE_FIELDS,
  person,
  photo,
  plot,
  quantity,
  remark,
  text,
} from '../fields.ts'
import * as handling from '../handling.ts'
import { both, DESIGN, NCP_27_1, NCP_27_3, NY_36, SEEN_IN_USE } from '../sources.ts'
import * as trading from '../trading.ts'

const sowing: ProfileEvent = {
  id: 'sowing',
  names: both('播种(定植)', 'Sowing or planting'),
  object: 'plot',
  move: 'record',
  step: 'sowing',
  roles: ['producer'],
  fields: [
    plot('地块', 'Plot', SEEN_IN_USE),
    text('variety', '品种', 'Variety', SEEN_IN_USE, true),
    date('planted_on', '种植日期', 'Date of planting', SEEN_IN_USE),
    quantity('area', '种植面积', 'Area', SEEN_IN_USE, true, ['mu', 'ha', 'm2']),
    {
      type: 'input',
      key: 'seed',
      names: both('种子(种苗)', 'Seed or seedlings'),
      inputKinds: ['seed'],
      required: 'warn',
      ...NCP_27_1,
    },
    date('expected_harvest_on', '预计采收日期', 'Expected harvest', SEEN_IN_USE, false),
    person,
    remark,
  ],
  publicFields: ['variety', 'planted_on'],
}

const pesticideUse: ProfileEvent = {
  id: 'pesticide_use',
  names: both('用药', 'Pesticide use'),
  object: 'plot',
  move: 'record',
  step: 'pesticide_use',
  roles: ['producer'],
  fields: [
    plot('地块', 'Plot', NY_36, 'law'),
    ...inputUse({
      kinds: ['pesticide', 'other'],
      zh: '农药',
      en: 'Pesticide',
      methods: choices(
        ['spray', '喷雾', 'Spray'],
        ['drone', '飞防', 'Spray by drone'],
        ['drip', '滴灌、冲施', 'Drip or flush'],
        ['root', '灌根', 'Root drench'],
        ['seed', '拌种、浸种', 'Seed treatment'],
        ['soil', '土壤处理、撒施', 'Soil treatment'],
        ['fumigation', '熏蒸', 'Fumigation'],
        ['dip', '浸果', 'Fruit dip'],
        ['other', '其他', 'Other'],
      ),
    }),
    ...PESTICIDE_FIELDS,
    text('weather', '天气', 'Weather', DESIGN),
    person,
    photo,
    remark,
  ],
  // what was sprayed is the grower's record for the supervisor; the public sees the certificate and the tests
  publicFields: [],
}

const fertiliserUse: ProfileEvent = {
  id: 'fertiliser_use',
  names: both('施肥', 'Fertiliser use'),
  object: 'plot',
  move: 'record',
  step: 'fertiliser_use',
  roles: ['producer'],
  fields: [
    plot('地块', 'Plot', SEEN_IN_USE),
    ...inputUse({
      kinds: ['fertiliser', 'other'],
      zh: '肥料',
      en: 'Fertiliser',
      methods: choices(
        ['base', '基施', 'Before planting'],
        ['top', '追施', 'Top dressing'],
        ['leaf', '叶面喷施', 'On the leaves'],
        ['drip', '滴灌、冲施', 'Drip or flush'],
        ['other', '其他', 'Other'],
      ),
    }),
    text('purpose', '用途', 'Purpose', SEEN_IN_USE),
    quantity('area', '施肥面积', 'Area', SEEN_IN_USE, false, ['mu', 'ha', 'm2']),
    person,
    remark,
  ],
  publicFields: [],
}

const fieldWork: ProfileEvent = {
  id: 'field_work',
  names: both('农事活动', 'Field work'),
  object: 'plot',
  move: 'record',
  step: 'field_work',
  roles: ['producer'],
  fields: [
    plot('地块', 'Plot', SEEN_IN_USE),
    choice(
      'work',
      '农事',
      'Work',
      DESIGN,
      true,
      choices(
        ['tillage', '整地', 'Tillage'],
        ['irrigation', '灌溉', 'Irrigation'],
        ['weeding', '除草', 'Weeding'],
        ['pruning', '修剪', 'Pruning'],
        ['thinning', '疏花疏果', 'Thinning'],
        ['bagging', '套袋', 'Bagging'],
        ['pollination', '授粉', 'Pollination'],
        ['clearing', '清园', 'Clearing'],
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

const pestOccurrence: ProfileEvent = {
  id: 'pest_occurrence',
  names: both('病虫害发生与防治', 'Pests and diseases'),
  object: 'plot',
  move: 'record',
  step: 'pest_occurrence',
  roles: ['producer'],
  fields: [
    plot('地块', 'Plot', DESIGN),
    ...occurrence(
      '病虫草鼠害名称',
      'Pest or disease',
      '发现日期',
      choices(
        ['pest', '虫害', 'Pest'],
        ['disease', '病害', 'Disease'],
        ['weed', '草害', 'Weed'],
        ['other', '其他', 'Other'],
      ),
    ),
    person,
    photo,
    remark,
  ],
  publicFields: [],
}

const harvest: ProfileEvent = {
  id: 'harvest',
  names: both('采收', 'Harvest'),
  object: 'plot',
  move: 'produce',
  step: 'commissioning',
  roles: ['producer'],
  fields: [
    // the law asks for the date only; without the plot no safety interval can be checked
    plot('地块', 'Plot', DESIGN),
    date('harvested_on', '采收日期', 'Date of harvest', NCP_27_3, 'law'),
    text('variety', '品种', 'Variety', SEEN_IN_USE),
    text('grade', '等级', 'Grade', DESIGN),
    person,
    photo,
    remark,
  ],
  publicFields: ['harvested_on', 'variety', 'grade'],
}

const processing = handling.process(
  both('加工', 'Processing'),
  choices(
    ['wash_trim', '清洗整理(净菜)', 'Wash and trim'],
    ['cut', '鲜切', 'Cut fresh'],
    ['dry', '干制', 'Dry'],
    ['pulp', '打浆、榨汁', 'Pulp or juice'],
    ['freeze', '速冻', 'Quick-freeze'],
    ['pickle', '腌渍、制酱', 'Pickle or sauce'],
    ['ripen', '催熟、保鲜处理', 'Ripen or preserve'],
    ['other', '其他', 'Other'],
  ),
)

export const EVENTS: readonly ProfileEvent[] = [
  baseFiling,
  sowing,
  fieldWork,
  fertiliserUse,
  pestOccurrence,
  pesticideUse,
  harvest,
  trading.purchaseIn(),
  fieldTest,
  handling.test,
  handling.store,
  processing,
  handling.merge,
  handling.split,
  handling.pack,
  handling.unpack,
  handling.transport,
  exitPermit,
  trading.dispatch,
  trading.receive,
  trading.wholesaleEntry([text('grower', '种植户', 'Grower', DESIGN)]),
  trading.retailSale,
  handling.ownUse,
  handling.destroy,
]
