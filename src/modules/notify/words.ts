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
  'notice.operator.suspended': {
    zh: '贵单位的登记已暂停，原因：{reason}。',
    en: 'Your registration was suspended: {reason}.',
  },
  'notice.operator.restored': { zh: '贵单位的登记已恢复。', en: 'Your registration is in force again.' },
  'notice.operator.revoked': {
    zh: '贵单位的登记已撤销，原因：{reason}。',
    en: 'Your registration was revoked: {reason}.',
  },
  'notice.nobody': { zh: '有关单位', en: 'another party' },
  'notice.no_contact': { zh: '当地主管部门', en: 'your local authority' },
})
