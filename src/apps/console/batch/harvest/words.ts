import { words } from '../../../../platform/i18n.ts'

export const harvestScreenWords = words({
  'harvest.title': { zh: '登记采收', en: 'Record a harvest' },
  'harvest.record': { zh: '登记{what}', en: 'Record: {what}' },
  'harvest.title.certificate': { zh: '开合格证', en: 'Issue the certificate' },
  'harvest.title.label': { zh: '打标签', en: 'Print labels' },
  'harvest.title.sell': { zh: '卖货', en: 'Sell' },
  'harvest.way': { zh: '四步', en: 'Four steps' },
  'harvest.screen.harvest': { zh: '登记', en: 'Record' },
  'harvest.screen.certificate': { zh: '合格证', en: 'Certificate' },
  'harvest.screen.label': { zh: '标签', en: 'Labels' },
  'harvest.screen.sell': { zh: '卖货', en: 'Sell' },
  'harvest.no_product': {
    zh: '还没有可以采收的产品。先添加产品。',
    en: 'There is no product to harvest yet. Add one first.',
  },
  'harvest.add_product': { zh: '添加产品', en: 'Add a product' },
  'harvest.how': { zh: '方式', en: 'How' },
  'harvest.quantity': { zh: '数量', en: 'Quantity' },
  'harvest.save': { zh: '保存,下一步', en: 'Save and go on' },
  'harvest.asking': { zh: '正在核对间隔期……', en: 'Looking at the intervals…' },
  'harvest.allowed': { zh: '可以采收,没有未满的间隔期。', en: 'Harvest is allowed; no interval is running.' },
  'harvest.allowed_from': { zh: '{date} 起可以采收', en: 'Harvest is allowed from {date}' },
  'harvest.use': { zh: '{target} {on} 用“{input}”', en: '“{input}” on {target}, {on}' },
  'harvest.interval': { zh: '间隔期 {days} 天,到 {from}', en: 'interval {days} days, until {from}' },
  'harvest.not_yet': {
    zh: '间隔期未满,{date} 起可以采收。请改地块或日期。',
    en: 'The interval has not passed: harvest from {date}. Choose another plot or day.',
  },
  'harvest.warned_interval': {
    zh: '间隔期未满就已采收,已记录在案。请勿上市,并联系监管机构。',
    en: 'Harvested inside the interval; this is on record. Do not sell it; call the supervision agency.',
  },
  'harvest.missing': {
    zh: '已保存。法律还要求记录:{fields}。',
    en: 'Saved. The law also asks for: {fields}.',
  },
  'harvest.skip': { zh: '以后再说', en: 'Later' },
  'harvest.sell_now': { zh: '现在卖,还是先存着?', en: 'Sell now, or keep it in stock?' },
  'harvest.finish': { zh: '先存着,看批次', en: 'Keep it; see the batch' },
  'harvest.another': { zh: '再登记一次采收', en: 'Record another harvest' },
})
