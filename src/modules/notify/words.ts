import { words } from '../../platform/i18n.ts'

/** What each notice says. `party` is the other side, by its name as it is today. */
export const notifyWords = words({
  'notice.hold.reached': {
    zh: '停售：{party}已对贵单位的相关产品下达停售，原因：{reason}。请立即停止销售并妥善保管。联系：{contact}',
    en: 'On hold: {party} has stopped goods of yours. Reason: {reason}. Stop selling at once and keep them safe. Contact: {contact}',
  },
  'notice.hold.released': {
    zh: '{party}已放行贵单位一份停售产品。',
    en: '{party} has released one of your stopped batches.',
  },
  'notice.hold.lifted': { zh: '{party}已解除停售。', en: '{party} has lifted the hold.' },
  'notice.transfer.arrived': {
    zh: '{party}发来 {product} {quantity}，请收货后确认。',
    en: '{party} has sent {quantity} of {product}. Confirm when it has arrived.',
  },
  'notice.transfer.received': {
    zh: '{party}已确认收到 {product} {quantity}。',
    en: '{party} has received {quantity} of {product}.',
  },
  'notice.transfer.refused': {
    zh: '{party}拒收 {product} {quantity}，原因：{reason}。',
    en: '{party} has refused {quantity} of {product}: {reason}.',
  },
  'notice.transfer.returned': {
    zh: '{party}退回 {product} {quantity}，原因：{reason}。',
    en: '{party} has returned {quantity} of {product}: {reason}.',
  },
  'notice.transfer.withdrawn': {
    zh: '{party}已撤回发来的 {product}。',
    en: '{party} has withdrawn the {product} it had sent.',
  },
  'notice.filing.submitted': {
    zh: '{party}提交了申请，等待审核。',
    en: '{party} has filed; it waits for your review.',
  },
  'notice.filing.approved': { zh: '贵单位的申请已通过。', en: 'Your filing was approved.' },
  'notice.filing.returned': {
    zh: '贵单位的申请被退回修改。{note}',
    en: 'Your filing came back for correction. {note}',
  },
  'notice.filing.rejected': { zh: '贵单位的申请未通过。{note}', en: 'Your filing was refused. {note}' },
  'notice.identifier.confirmed': {
    zh: '{party}已确认贵单位的标识 {value}。',
    en: '{party} has confirmed your identifier {value}.',
  },
  'notice.identifier.refused': {
    zh: '{party}未确认贵单位的标识 {value}，原因：{reason}。',
    en: '{party} has refused your identifier {value}: {reason}.',
  },
  'notice.licence.confirmed': {
    zh: '{party}已确认贵单位的{licence} {number}。',
    en: '{party} has confirmed your licence {number} ({licence}).',
  },
  'notice.licence.refused': {
    zh: '{party}未确认贵单位的{licence} {number}，原因：{reason}。改正后可重新申报。',
    en: '{party} has refused your licence {number} ({licence}): {reason}. You may file it again.',
  },
  'notice.licence.revoked': {
    zh: '{party}不再认可贵单位的{licence} {number}，原因：{reason}。',
    en: '{party} no longer counts your licence {number} ({licence}): {reason}.',
  },
  'notice.licence.expiring': {
    zh: '{licence} {number} 有效期至 {dueOn}，请及时换证并申报新证。',
    en: '{licence} {number} is good until {dueOn}. Renew it and file the new one.',
  },
  'notice.licence.expired': {
    zh: '{licence} {number} 已于 {dueOn} 到期，需要此证的业务会被拒绝。请申报新证。',
    en: '{licence} {number} ended on {dueOn}: what needs it is refused. File the new one.',
  },
  'notice.duty.soon': {
    zh: '{profile} {code} 的{duty}应在 {dueOn} 前完成。',
    en: '{profile} {code}: {duty} is due by {dueOn}.',
  },
  'notice.duty.overdue': {
    zh: '{profile} {code} 的{duty}已于 {dueOn} 到期，请尽快完成。',
    en: '{profile} {code}: {duty} was due on {dueOn}. Do it now.',
  },
  'notice.duty.blocked': {
    zh: '{profile} {code} 的{duty}已于 {dueOn} 到期，完成前不得使用。',
    en: '{profile} {code}: {duty} was due on {dueOn}. Do not use it until it is done.',
  },
  'notice.duty.many_soon': {
    zh: '{profile}：{count} 台（只）的{duty}即将到期，最早 {dueOn}。',
    en: '{profile}: {duty} of {count} comes due, the first on {dueOn}.',
  },
  'notice.duty.many_overdue': {
    zh: '{profile}：{count} 台（只）的{duty}已逾期，最早 {dueOn}。请尽快完成。',
    en: '{profile}: {duty} of {count} is overdue, the first since {dueOn}. Do it now.',
  },
  'notice.duty.many_blocked': {
    zh: '{profile}：{count} 台（只）的{duty}已逾期，最早 {dueOn}，完成前不得使用。',
    en: '{profile}: {duty} of {count} is overdue, the first since {dueOn}. Do not use them until it is done.',
  },
  'notice.task.overdue': {
    zh: '待办已过期（{dueOn}）：{text}',
    en: 'Open work, due {dueOn}: {text}',
  },
  'notice.operator.suspended': {
    zh: '贵单位的登记已暂停，原因：{reason}。',
    en: 'Your registration was suspended: {reason}.',
  },
  'notice.operator.restored': { zh: '贵单位的登记已恢复。', en: 'Your registration is in force again.' },
  'notice.operator.revoked': {
    zh: '贵单位的登记已撤销，原因：{reason}。',
    en: 'Your registration was revoked: {reason}.',
  },
  'notice.device.excursion': {
    zh: '设备 {device} 测得 {celsius}℃，超出{limits}。{where}请立即查看并处理。',
    en: 'Device {device} measured {celsius} °C, outside {limits}. {where} Look at once.',
  },
  'notice.subscription.stopped': {
    zh: '订阅“{queryName}”已停用，事件不再发送。请到“对接”页查看原因，处理后重新启用。',
    en: 'The subscription to “{queryName}” was switched off and sends nothing any more. See why under Connections, and enable it again.',
  },
  'notice.permit.issued': {
    zh: '{party}已向贵单位核发许可证 {number}。',
    en: '{party} has issued permit {number} to you.',
  },
  'notice.permit.closed': {
    zh: '{party}已缴销贵单位的许可证 {number}。',
    en: '{party} has closed your permit {number}.',
  },
  'notice.permit.revoked': {
    zh: '{party}已撤销贵单位的许可证 {number}，原因：{reason}。请停止按该证销售、运输。',
    en: '{party} has revoked your permit {number}: {reason}. Stop selling and moving goods by it.',
  },
  'notice.custody.overdue': {
    zh: '当班结束后仍有 {product} {quantity}未清退回库，请立即清退。',
    en: '{quantity} of {product} are still out after the shift. Have them returned at once.',
  },
  'notice.control.loss': {
    zh: '紧急：{party}报告受控物品丢失、被盗或被抢：{product} {quantity}。请立即处置。',
    en: 'Urgent: {party} reports controlled goods lost, stolen or robbed: {quantity} {product}. Act at once.',
  },
  'notice.nobody': { zh: '有关单位', en: 'another party' },
  'notice.no_contact': { zh: '当地主管部门', en: 'your local authority' },
})
