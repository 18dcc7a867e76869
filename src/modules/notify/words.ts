import { words } from '../../platform/i18n.ts'
import type { NoticeKind } from './rules.ts'

/** What each notice says; `{from}` is who it comes from. */
export const notifyWords = words({
  'notice.hold_reached': {
    zh: '{from} 对您持有的产品采取了停售措施:请立即停止销售、使用和转移,并按停售清单联系经办人。',
    en: '{from} has put goods you hold on hold: stop selling, using and moving them now, and contact the officer named in the list of held goods.',
  },
  'notice.hold_lifted': {
    zh: '{from} 已解除停售,相关产品可以恢复销售。',
    en: '{from} has lifted the hold; the goods may be sold again.',
  },
  'notice.hold_released': {
    zh: '{from} 已将您的一个批次从停售中放行。',
    en: '{from} has released one of your batches from a hold.',
  },
  'notice.transfer_arrived': {
    zh: '{from} 向您发货 {quantity} {unit},请核对后确认收货,或说明原因退回。',
    en: '{from} has sent you {quantity} {unit}: check the goods, then confirm or refuse them with a reason.',
  },
  'notice.transfer_received': {
    zh: '{from} 已确认收货 {quantity}。',
    en: '{from} has received {quantity}.',
  },
  'notice.transfer_refused': {
    zh: '{from} 拒收了您的发货,货物仍在您名下。',
    en: '{from} has refused your goods; they are still yours.',
  },
  'notice.transfer_returned': {
    zh: '{from} 退回了 {quantity},已回到您的库存。',
    en: '{from} has returned {quantity}; it is back in your holding.',
  },
  'notice.transfer_withdrawn': {
    zh: '{from} 撤回了尚未确认的发货。',
    en: '{from} has withdrawn what you had not confirmed.',
  },
  'notice.filing_waiting': {
    zh: '{from} 提交了申请,等待审核。',
    en: '{from} has handed in a filing that waits for review.',
  },
  'notice.filing_approved': { zh: '{from} 已通过您的申请。', en: '{from} has approved your filing.' },
  'notice.filing_returned': {
    zh: '{from} 退回了您的申请,请按意见修改后重新提交。',
    en: '{from} has returned your filing: correct what is noted and hand it in again.',
  },
  'notice.filing_rejected': {
    zh: '{from} 未通过您的申请,原因见审核意见。',
    en: '{from} has rejected your filing; the reason is in the decision.',
  },
  'notice.operator_suspended': {
    zh: '{from} 已暂停您的主体资格:{reason}',
    en: '{from} has suspended your registration: {reason}',
  },
  'notice.operator_restored': { zh: '{from} 已恢复您的主体资格。', en: '{from} has restored your registration.' },
  'notice.operator_revoked': {
    zh: '{from} 已撤销您的主体资格:{reason}',
    en: '{from} has revoked your registration: {reason}',
  },
}) satisfies Record<`notice.${NoticeKind}`, unknown>
