import { words } from '../../platform/i18n.ts'

/** Refusals and fields of trade; states of a transfer are among the words of trace. */
export const tradeWords = words({
  'transfer.buyer_not_in_force': {
    zh: '购买方“{name}”未注册或已暂停、撤销,不能发货给它;可按未注册购买方开具入市追溯凭证。',
    en: 'The buyer “{name}” is not approved, suspended or revoked; goods cannot be dispatched to it.',
  },
  'transfer.no_difference': {
    zh: '已全部收货,没有可拒收的差额。',
    en: 'All that was open has been received; there is no difference to refuse.',
  },
  'transfer.party_missing': { zh: '请先选择主体。', en: 'Choose the operator first.' },
  'transfer.action.receive': { zh: '确认收货', en: 'Receive' },
  'transfer.action.refuse': { zh: '拒收', en: 'Refuse' },
  'transfer.action.return': { zh: '退回', en: 'Return' },
  'transfer.action.withdraw': { zh: '撤回', en: 'Withdraw' },
  'voucher.not_found': { zh: '没有找到该凭证。', en: 'There is no such voucher.' },
  'voucher.already_voided': { zh: '凭证 {code} 已经作废。', en: 'Voucher {code} is void already.' },
})
