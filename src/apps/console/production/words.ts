import { words } from '../../../platform/i18n.ts'
import { formWords } from './profile-form/words.ts'

/** Production: records, what is bought, completeness. */
export const productionScreenWords = words({
  ...formWords,
  'production.title': { zh: '生产记录', en: 'Production records' },
  'production.record_action': { zh: '记一笔', en: 'Record' },
  'production.inputs': { zh: '投入品', en: 'Inputs' },
  'production.sites': { zh: '基地和地块', en: 'Sites & plots' },
  'production.products': { zh: '产品', en: 'Products' },
  'production.completeness': { zh: '记录是否齐全', en: 'Are records complete' },
  'production.parts': { zh: '生产', en: 'Production' },
  'production.what': { zh: '做了什么', en: 'What' },
  'production.on': { zh: '日期', en: 'Date' },
  'production.where': { zh: '在哪里', en: 'Where' },
  'production.product': { zh: '产品', en: 'Product' },
  'production.state': { zh: '状态', en: 'State' },
  'production.plot': { zh: '地块(池塘)', en: 'Plot or pond' },
  'production.voided': { zh: '已作废', en: 'Void' },
  'production.lacking': { zh: '缺 {count} 项', en: 'Lacks {count}' },
  'production.complete': { zh: '齐全', en: 'Complete' },
  'production.with_voided': { zh: '作废的', en: 'Void records' },
  'production.hide_voided': { zh: '不显示', en: 'hidden' },
  'production.none': {
    zh: '还没有生产记录。施肥、用药、采收都记在这里。',
    en: 'No records yet. Fertiliser, pesticide, harvest: all of it goes here.',
  },
  'production.none_first': { zh: '记第一笔', en: 'Make the first record' },
  'production.choose': { zh: '做了什么?', en: 'What did you do?' },
  'production.choose_last': { zh: '最近记过', en: 'Recorded last' },
  'production.goes_on_batch': { zh: '采收和出栏另行登记', en: 'Harvest is recorded on its own page' },
  'production.harvest_note': { zh: '采收后得到批次和追溯码', en: 'Makes a batch with its code' },
  'production.no_profiles': {
    zh: '本单位登记的产业还没有行业规范,暂时不能记录。',
    en: 'There is no profile for the sectors you are registered in, so nothing can be recorded yet.',
  },
  'production.save': { zh: '保存记录', en: 'Save the record' },
  'production.no_such_event': { zh: '没有这一项记录。', en: 'There is no such kind of record.' },
  'production.allowed_from': {
    zh: '从 {date} 起可以采收({days} 天)。',
    en: 'Harvest allowed from {date} ({days} days).',
  },
  'production.allowed_from_only': { zh: '从 {date} 起可以采收。', en: 'Harvest allowed from {date}.' },
  'production.no_interval': { zh: '没有间隔期,随时可以采收。', en: 'No interval: harvest is allowed at any time.' },
  'production.each_plot': {
    zh: '将在 {count} 块地上各记一条,用量和面积是每一块地的。',
    en: 'One record for each of the {count} plots; amount and area are those of each plot.',
  },
  'production.what_grows': { zh: '产品', en: 'Product' },
  'production.what_grows_help': {
    zh: '种的(养的)是什么。不选时,按这块地上次的记录。',
    en: 'What grows or lives there. Left empty: as last recorded there.',
  },
  'production.saved': { zh: '已记录', en: 'Recorded' },
  'production.saved_many': { zh: '已记录 {count} 条', en: '{count} records made' },
  'production.another': { zh: '再记一笔同样的', en: 'Record another like it' },
  'production.see': { zh: '查看这条记录', en: 'Open the record' },
  'production.to_list': { zh: '看全部记录', en: 'All records' },
  'production.without': {
    zh: '还缺:{fields}。补上后记录才齐全。',
    en: 'Missing: {fields}. Without this the record is not complete.',
  },
  'production.without_law': {
    zh: '缺少法律要求的内容:{fields}。请作废后重新记录。',
    en: 'The law asks for more: {fields}. Void this record and make it anew.',
  },
  'production.void': { zh: '作废', en: 'Void' },
  'production.void_title': { zh: '作废这条记录?', en: 'Void this record?' },
  'production.void_what': {
    zh: '记录仍看得到,标为作废,不再算数。其中的用药间隔期也不再计算;已采收的批次会提示监管机构。',
    en: 'It stays visible, marked void, and no longer counts; nor does its interval. If goods were harvested meanwhile, the supervision agency is told.',
  },
  'production.void_many': { zh: '这次记的 {count} 条都会作废。', en: 'All {count} records just made become void.' },
  'production.void_wrong': { zh: '填错了', en: 'Typed wrongly' },
  'production.void_twice': { zh: '重复记录', en: 'Recorded twice' },
  'production.void_not_done': { zh: '实际没有做', en: 'Not done after all' },
  'production.voided_because': { zh: '{at} 作废,理由:{reason}', en: 'Declared void on {at}: {reason}' },
  'production.recorded_at': { zh: '记录时间', en: 'Recorded' },
  'production.profile': { zh: '行业', en: 'Chain' },
  'production.goods': { zh: '批次', en: 'Batch' },
  'production.open_batch': { zh: '查看批次', en: 'Open the batch' },
  'production.correct': { zh: '作废并重新记录', en: 'Void and record anew' },
})

/** Inputs bought. */
export const inputWords = words({
  'production.input.new': { zh: '登记购进', en: 'Add a purchase' },
  'production.input.none': {
    zh: '还没有购进记录。登记一次,用药施肥时就能直接选。',
    en: 'Nothing bought yet. Add it once, then pick it whenever you use it.',
  },
  'production.input.search': { zh: '名称、登记证号、来源', en: 'Name, number or dealer' },
  'production.input.quantity': { zh: '数量', en: 'Quantity' },
  'production.input.bought_on': { zh: '购进日期', en: 'Bought on' },
  'production.input.batch': { zh: '批号', en: 'Batch number' },
  'production.input.maker': { zh: '生产企业', en: 'Maker' },
  'production.input.document': { zh: '票据号', en: 'Receipt number' },
  'production.input.left_column': { zh: '结余', en: 'Left' },
  'production.input.bought_column': { zh: '购进', en: 'Bought' },
  'production.input.used_up': { zh: '已用完', en: 'Used up' },
  'production.input.over': { zh: '用量超过购进', en: 'More used than bought' },
  'production.input.uncounted': {
    zh: '另有 {count} 次使用的单位不能换算',
    en: '{count} uses in units that do not convert are not counted',
  },
  'production.input.number_help': {
    zh: '标签上的登记证号或批准文号。',
    en: 'The registration or approval number on the label.',
  },
  'production.input.substances_help': {
    zh: '标签上的有效成分,用顿号分开。用来核对禁用名录。',
    en: 'Active substances on the label, with commas; they are checked against the banned list.',
  },
  'production.input.not_banned': {
    zh: '不在禁用限用名录中。',
    en: 'Not on the list of banned and restricted substances.',
  },
  'production.input.same_again': { zh: '再买一次', en: 'Buy again' },
  'production.input.void_title': { zh: '作废这条购进?', en: 'Void this purchase?' },
  'production.input.void_what': {
    zh: '{name} {quantity} 将不再能选用。已有使用记录的不能作废。',
    en: '{name}, {quantity}: it can no longer be picked. A purchase that records use cannot be voided.',
  },
  'production.input.save': { zh: '保存购进', en: 'Save the purchase' },
})

/** Art. 27. */
export const completenessWords = words({
  'production.complete.intro': {
    zh: '法律要求记下投入品、病虫害防治和采收日期({law})。',
    en: 'The law asks for inputs, pests and diseases, and the date of harvest ({law}).',
  },
  'production.complete.from': { zh: '从', en: 'From' },
  'production.complete.to': { zh: '到', en: 'To' },
  'production.complete.month': { zh: '近一个月', en: 'Last month' },
  'production.complete.quarter': { zh: '近三个月', en: 'Last three months' },
  'production.complete.year': { zh: '近一年', en: 'Last year' },
  'production.complete.records': { zh: '记录', en: 'Records' },
  'production.complete.whole': { zh: '齐全', en: 'Complete' },
  'production.complete.gaps': { zh: '有缺项', en: 'With gaps' },
  'production.complete.bare': { zh: '采收前没有记录', en: 'Harvests without records' },
  'production.complete.all_good': {
    zh: '这段时间的 {count} 条记录都齐全。',
    en: 'All {count} records of this time are complete.',
  },
  'production.complete.nothing': { zh: '这段时间没有记录。', en: 'There are no records in this time.' },
  'production.complete.most': { zh: '常缺的内容', en: 'What is missing most' },
  'production.complete.times': { zh: '次数', en: 'Times' },
  'production.complete.field': { zh: '缺什么', en: 'Missing' },
  'production.complete.gaps_title': { zh: '有缺项的记录', en: 'Records with gaps' },
  'production.complete.put_right': { zh: '补正', en: 'Put right' },
  'production.complete.bare_title': {
    zh: '采收前一年没有任何记录',
    en: 'Harvests with nothing on record in the year before',
  },
  'production.complete.bare_action': { zh: '补记', en: 'Record' },
})
