import { words } from '../../platform/i18n.ts'

export const deviceWords = words({
  'device.not_found': {
    zh: '没有这台设备，或不在您可查看的范围内。',
    en: 'There is no such device, or it is not yours to see.',
  },
  'device.is_off': { zh: '这台设备已停用，请另行登记一台。', en: 'This device is switched off. Register another one.' },
  'device.is_bound': {
    zh: '这台设备还在随货或在容器中，请先取下再停用。',
    en: 'This device is still with goods or in a container. Take it out first.',
  },
  'device.wrong_credentials': {
    zh: '设备编号或密钥不对，或设备已停用。请核对设备设置，或更换密钥后重新设置。',
    en: 'The device’s id or secret is wrong, or it is switched off. Check its settings, or give it a new secret.',
  },
  'constraint.device_serial_unique': {
    zh: '这个出厂编号的设备已登记且在用。',
    en: 'A device with this serial number is registered and in use.',
  },
  'constraint.binding_open_unique': {
    zh: '这台设备已在别处使用，请先取下。',
    en: 'This device is in use elsewhere. Take it out first.',
  },
  'binding.not_found': { zh: '没有这条绑定记录。', en: 'There is no such record of what the device was with.' },
  'binding.nowhere': {
    zh: '请填写设备放在哪里（车辆、冷库、箱），或选择随哪些货物。',
    en: 'Say where the device is (vehicle, cold store, box) or which goods it goes with.',
  },
  'binding.overlaps': {
    zh: '这段时间设备已在别处使用（自 {from}），请先取下，或改开始时间。',
    en: 'The device was in use elsewhere at that time (since {from}). Take it out first or begin later.',
  },
  'binding.goods_gone': {
    zh: '批次 {code} 已没有数量，不能再随设备。',
    en: 'Nothing is left of batch {code}; a device cannot go with it.',
  },
  'binding.time_wrong': {
    zh: '时间不对：不能晚于现在，也不能早于设备开始使用的时间。',
    en: 'The time is wrong: not later than now and not before the device was put there.',
  },
  'binding.limits_crossed': {
    zh: '下限 {low}℃ 高于上限 {high}℃。这些货物的储存温度不能放在一起，或填写有误。',
    en: 'The lower limit {low} °C is above the upper one {high} °C: these goods cannot be kept together, or it was mistyped.',
  },
  'binding.too_many': { zh: '一台设备最多随 {most} 批货物。', en: 'A device goes with at most {most} batches.' },
  'binding.ended': { zh: '设备已于 {to} 取下。', en: 'The device was taken out at {to}.' },
  'readings.span_wrong': {
    zh: '请选择一段不超过 {days} 天的时间，开始早于结束。',
    en: 'Choose a time of at most {days} days whose beginning is before its end.',
  },
  'readings.none_kept': {
    zh: '没有一条读数可以保存，原因见各条。请核对设备时钟和数据格式。',
    en: 'Not one reading could be kept; each says why. Check the device’s clock and what it sends.',
  },
  'reading.not_an_object': { zh: '读数不是一个对象', en: 'a reading is no object' },
  'reading.time_missing': { zh: '读数没有时间', en: 'a reading has no time' },
  'reading.time_wrong': { zh: '时间格式不对，应带时区', en: 'a time is not written with its offset' },
  'reading.in_future': { zh: '读数的时间在将来，请校准设备时钟', en: 'a reading is from the future: set the clock' },
  'reading.too_old': { zh: '读数过旧，请校准设备时钟', en: 'a reading is too old: set the clock' },
  'reading.nothing_measured': { zh: '读数既无温度也无湿度', en: 'a reading has neither temperature nor humidity' },
  'reading.not_a_number': { zh: '温度或湿度不是数字', en: 'a temperature or humidity is no number' },
  'reading.out_of_scale': {
    zh: '温度或湿度超出可能的范围，请检查探头',
    en: 'a temperature or humidity is beyond what can be: check the probe',
  },
  'message.unreadable': { zh: '报文无法读取，应为 JSON', en: 'a message could not be read: JSON is expected' },
  'message.unknown_device': {
    zh: '报文的设备未登记或已停用',
    en: 'a message came under a device that is not registered or is off',
  },
  'message.too_large': { zh: '报文过大', en: 'a message was too large' },
  'message.too_many': { zh: '发送过于频繁，已断开', en: 'sent too often and was cut off' },
  'message.foreign_topic': {
    zh: '向其他主题发布，已断开',
    en: 'published to a topic that is not its own and was cut off',
  },
})
