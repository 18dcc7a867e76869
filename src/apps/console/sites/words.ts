import { words } from '../../../platform/i18n.ts'

/** Sites and plots. */
export const siteWords = words({
  'sites.title': { zh: '基地和地块', en: 'Sites & plots' },
  'sites.add': { zh: '添加基地', en: 'Add a site' },
  'sites.add_plot': { zh: '添加地块', en: 'Add a plot' },
  'sites.mu': { zh: '{area} 亩', en: '{area} mu' },
  'sites.name': { zh: '名称', en: 'Name' },
  'sites.kind': { zh: '类型', en: 'Kind' },
  'sites.division': { zh: '所在地', en: 'Division' },
  'sites.address': { zh: '详细地址', en: 'Address' },
  'sites.position': { zh: '位置', en: 'Position' },
  'sites.site': { zh: '所属基地', en: 'Site' },
  'sites.area': { zh: '面积(亩)', en: 'Area (mu, 1/15 ha)' },
  'sites.class': { zh: '种什么(养什么)', en: 'What grows or lives there' },
  'sites.class_help': {
    zh: '用来判断限用农药能不能用。',
    en: 'Says whether a restricted pesticide may be used there.',
  },
  'sites.edit_site': { zh: '修改基地', en: 'Change the site' },
  'sites.edit_plot': { zh: '修改地块', en: 'Change the plot' },
  'sites.edit': { zh: '修改', en: 'Edit' },
  'sites.retire': { zh: '停用', en: 'Retire' },
  'sites.retire_title': { zh: '停用“{name}”?', en: 'Retire “{name}”?' },
  'sites.retire_site_what': {
    zh: '以后不能再选它,原有记录不变。还有地块在用的基地不能停用。',
    en: 'It can no longer be chosen; its records stay. A site with plots in use cannot be retired.',
  },
  'sites.retire_plot_what': {
    zh: '以后不能在这块地上记录,原有记录不变。停用后不能恢复。',
    en: 'Nothing can be recorded on it any more; its records stay. This cannot be taken back.',
  },
  'sites.none': {
    zh: '还没有基地。添加基地和地块后,就能在地块上记录。',
    en: 'No sites yet. Add a site and its plots, then record what happens on them.',
  },
  'sites.no_plots': { zh: '这里还没有地块。', en: 'No plots here yet.' },
  'sites.plots': { zh: '{count} 块地,共 {area} 亩', en: '{count} plots, {area} mu in all' },
  'sites.records': { zh: '看记录', en: 'See records' },
  'sites.retired_plots': { zh: '已停用的地块', en: 'Retired plots' },
  'sites.plots_of': { zh: '地块', en: 'Plots' },
  'sites.outlined': {
    zh: '已画有边界。选一个位置会代替边界。',
    en: 'An outline is on record; a position would take its place.',
  },
  'sites.show_retired': { zh: '看停用的', en: 'Show retired' },
  'sites.show_used': { zh: '看在用的', en: 'Show those in use' },
  'sites.none_retired': { zh: '没有停用的基地或地块。', en: 'Nothing is retired.' },
  'sites.gone': { zh: '没有找到,可能已停用。', en: 'It is not there; it may be retired.' },
  'sites.area_wrong': {
    zh: '面积应为大于零的数字,最多三位小数。',
    en: 'The area is a number above zero with at most three decimals.',
  },
})
