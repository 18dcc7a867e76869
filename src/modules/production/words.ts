import { words } from '../../platform/i18n.ts'

export const productionWords = words({
  'profile.not_found': {
    zh: '没有这个行业规范,或不属于您登记的产业。',
    en: 'There is no such profile, or it is not of a sector you are registered for.',
  },
  'profile_event.not_found': {
    zh: '行业规范中没有这个记录项目:{id}。',
    en: 'The profile has no such event: {id}.',
  },
  'event.not_your_role': {
    zh: '“{event}”由{roles}填写,而您在“{profile}”中登记的角色是{own}。如果您确实从事这一环节,请先在“许可与角色”中登记该角色。',
    en: '“{event}” is recorded by: {roles}. Your role in “{profile}” is: {own}. If it is your work, say that role under licences and roles first.',
  },
  'production.operator_only': {
    zh: '生产记录由生产经营主体本人或其代录员填写。',
    en: 'Production is recorded by the operator itself, or by an entry helper in its name.',
  },
  'record.not_found': { zh: '没有这条生产记录。', en: 'There is no such production record.' },
  'record.law_field_missing': {
    zh: '缺少法律要求的内容:{fields}({source})。请补填后再提交。',
    en: 'The law asks for: {fields} ({source}). Please fill this in and send again.',
  },
  'record.fields_wrong': {
    zh: '请检查:{fields}。',
    en: 'Please check: {fields}.',
  },
  'record.in_future': {
    zh: '日期 {date} 晚于今天({today})。只记录已经发生的事,请核对日期。',
    en: 'The date {date} is after today ({today}). Only what has happened is recorded; check the date.',
  },
  'record.other_day': {
    zh: '填写的日期 {date} 与发生时间 {happenedAt} 不是同一天,请核对。',
    en: 'The date {date} and the time {happenedAt} are not on the same day; check them.',
  },
  'record.takes_no_input': { zh: '这类记录不使用投入品。', en: 'This kind of record uses no input.' },
  'record.other_than_bought': {
    zh: '填写的投入品“{input}”与所选购进的“{bought}”不一致。',
    en: 'The input “{input}” is not the one that was bought, “{bought}”.',
  },
  'record.other_profile': {
    zh: '产品“{product}”不属于这个行业规范({profile}),请重新选择。',
    en: 'The product “{product}” does not belong to this profile ({profile}); choose again.',
  },
  'record.use_harvest': {
    zh: '采收、捕捞、出栏请用“采收”登记,以便建立批次并核对安全间隔期。',
    en: 'A harvest is recorded as a harvest: it makes a batch, and the safety interval is checked.',
  },
  'record.use_step': {
    zh: '这是批次环节,请在批次上登记。',
    en: 'This is a step on batches; record it on the batch.',
  },
  'record.id_twice': { zh: '同一条记录提交了两次。', en: 'The same record is in the list twice.' },
  'record.id_reused': {
    zh: '这个记录编号已用于另一条记录,请刷新后重新填写。',
    en: 'This record id was used for another record; reload and enter it again.',
  },
  'constraint.record_sent_once': {
    zh: '这条记录正在提交,请稍候再试。',
    en: 'This record is being sent already; try again in a moment.',
  },
  'record.voided': { zh: '这条记录已经声明有误。', en: 'This record has been declared an error already.' },
  'constraint.record_void_once': {
    zh: '这条记录已经声明有误。',
    en: 'This record has been declared an error already.',
  },
  'purchase.not_found': { zh: '没有这条投入品购进记录。', en: 'There is no such purchase of inputs.' },
  'purchase.no_input': {
    zh: '“{product}”不是农业投入品,不能登记为投入品。请选择农药、肥料、饲料、兽药或种子的批次。',
    en: '“{product}” is no farm input. Choose a batch of pesticide, fertiliser, feed, veterinary drug or seed.',
  },
  'constraint.input_purchase_batch': {
    zh: '这个批次已经登记为投入品,使用时直接选择即可。',
    en: 'This batch is among the inputs already; pick it when it is used.',
  },
  'input.not_counted': {
    zh: '用量单位与批次计量单位不能换算,批次结余没有减少。请填写“取用数量”。',
    en: 'The amount is in a unit that does not convert to that of the batch, so nothing was taken from it. Say how much of the batch was taken.',
  },
  'record.takes_no_batch': {
    zh: '只有使用平台上收到的投入品批次时才填写“取用数量”。',
    en: 'How much was taken is said only of an input that came as a batch on this platform.',
  },
  'input.purchase_used': {
    zh: '这批投入品已有使用记录,请先更正使用记录。',
    en: 'Records use this purchase; correct those first.',
  },
  'input.banned': {
    zh: '“{input}”含禁用物质“{substance}”({basis},自 {from} 起),不得购买和使用。此次操作已上报监管机构。如名称有误请更正后重新填写。',
    en: '“{input}” contains the banned substance “{substance}” ({basis}, since {from}): it may be neither bought nor used. This attempt was reported to the supervision agency. If the name was mistyped, correct it and enter it again.',
  },
  'input.restricted': {
    zh: '“{input}”含限用物质“{substance}”,不得用于该作物({basis})。此次操作已上报监管机构。',
    en: '“{input}” contains “{substance}”, which may not be used on this crop ({basis}). This attempt was reported to the supervision agency.',
  },
  'input.crop_unknown': {
    zh: '含限用物质,但地块种植什么没有记录,无法判断能否使用。请在地块上填写种植品种。',
    en: 'It contains a restricted substance, and what grows there is not on record, so nobody can say whether it may be used. Enter what grows on the plot.',
  },
  'harvest.other_event': {
    zh: '“{event}”不是采收、捕捞或出栏。',
    en: '“{event}” is not a harvest, a catch or animals leaving.',
  },
  'harvest.inside_interval': {
    zh: '{targetName} 于 {lastUsedOn} 使用“{input}”,间隔期 {intervalDays} 天未满,{allowedFrom} 起方可采收({law})。此次操作已上报监管机构。',
    en: '“{input}” was last used on {targetName} on {lastUsedOn}; its interval of {intervalDays} days has not passed. Harvest is allowed from {allowedFrom} on ({law}). This attempt was reported to the supervision agency.',
  },
  'harvest.group_unknown': {
    zh: '没有这一群的任何记录,请核对群号。',
    en: 'Nothing is on record about this group; check its number.',
  },
  'step.of_batches': {
    zh: '“{event}”不是批次环节,请在生产记录中登记。',
    en: '“{event}” is not a step on batches; record it under production.',
  },
  'step.other_profile': {
    zh: '批次 {code}({product})不属于这个行业规范({profile})。',
    en: 'Batch {code} ({product}) does not belong to this profile ({profile}).',
  },
  'step.use_transfer': { zh: '发货请在“交易”中办理。', en: 'Goods are dispatched under trade.' },
  'step.needs_inputs_only': {
    zh: '请选择批次;这一环节不产出新批次。',
    en: 'Choose batches; this step makes no new ones.',
  },
  'step.needs_one_output': { zh: '请填写一种购进的产品和数量。', en: 'Give one product and its quantity.' },
  'step.needs_one_input': {
    zh: '请选择一个批次,并填写各部分数量。',
    en: 'Choose one batch, and give the quantities of its parts.',
  },
  'step.needs_two_inputs': {
    zh: '请选择两个以上批次;合批不填产出。',
    en: 'Choose two batches or more; merging names no outputs.',
  },
  'step.needs_inputs_and_outputs': {
    zh: '请选择投入的批次并填写产出。',
    en: 'Choose the batches that go in and give what comes out.',
  },
  'step.needs_product': { zh: '请为每项产出选择产品。', en: 'Choose a product for each output.' },
  'step.needs_quantity': { zh: '请填写每个批次的数量。', en: 'Give the quantity of each batch.' },
  'step.code_not_known': {
    zh: '箱码 {code} 不符合该行业的编码规则，或这些单品的追溯码未在本平台登记。',
    en: 'Code {code} fits no scheme of this chain, or the codes of these pieces are not on record here.',
  },
  'step.pieces_of_pack': {
    zh: '只有包装和拆包可以列出单品。',
    en: 'Pieces are listed in packing and unpacking only.',
  },
  'step.made_later': {
    zh: '生产日期 {given} 晚于 {date},请核对。',
    en: 'The goods were made on {given}, after the step on {date}; check the dates.',
  },
  'step.needs_transfer': { zh: '请选择要确认收货的交易。', en: 'Choose the transfer that is received.' },
  'rule.blocked': {
    zh: '{text}({rule},依据:{source})。此次操作已上报监管机构。',
    en: '{text} ({rule}; {source}). This attempt was reported to the supervision agency.',
  },
  'file.not_found': { zh: '没有这个文件,请重新上传。', en: 'There is no such file; send it again.' },
  'personal.not_found': { zh: '这条记录没有个人信息。', en: 'This record names no person.' },
  'task.not_found': { zh: '没有这项待办。', en: 'There is no such task.' },
  'task.done': { zh: '这项待办已经办结。', en: 'This task is done already.' },
  'signal.rule': { zh: '规则告警', en: 'A rule raised an alarm' },
  'signal.late_fact': { zh: '补报后发现不符合规则', en: 'Not allowed, as a later report shows' },
  'signal.voided_fact': { zh: '更正后发现不符合规则', en: 'Not allowed, as a correction shows' },
  'signal.late_use': {
    zh: '采收后补报用药,采收时间隔期未满',
    en: 'Use recorded after the harvest, inside the interval',
  },
  'signal.voided_use': { zh: '采收前被声明有误的用药,间隔期未满', en: 'Use declared an error, inside the interval' },
  'signal.test_failed': { zh: '检测不合格', en: 'Failed test' },
  'production.record': { zh: '生产记录', en: 'Production record' },
  'production.missing': { zh: '缺少法定内容', en: 'Lacks what the law asks for' },
  'production.entered_by_helper': { zh: '代录', en: 'Entered by a helper' },
  'input.left': { zh: '结余', en: 'Left' },
})
