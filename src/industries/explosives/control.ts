import type { ProfileControl } from '../../kernel/control.ts'
import * as src from '../hazardous/sources.ts'
import { both } from '../sources.ts'

const BLASTERS = both('爆破作业人员许可证', "Blaster's licence")

/** Permits by which explosives are bought and moved, the persons in whose hands they are, the count of a store. */
export const CONTROL: ProfileControl = {
  permits: [
    {
      id: 'purchase',
      names: both('民用爆炸物品购买许可证', 'Purchase permit for explosives'),
      holder: both('购买单位', 'Buyer'),
      counterpart: both('销售企业', 'Seller'),
      uses: [{ event: 'sale', number: 'permit_no', when: { key: 'buyer_paper', in: ['purchase_permit'] } }],
      ...src.MB_21,
    },
    {
      id: 'transport',
      names: both('民用爆炸物品运输许可证', 'Transport permit for explosives'),
      holder: both('收货单位', 'Consignee'),
      counterpart: both('承运人', 'Carrier'),
      route: true,
      uses: [{ event: 'transport', number: 'permit_no' }],
      handedIn: { event: 'permit_return', number: 'permit_no', on: 'returned_on' },
      ...src.MB_26,
    },
  ],
  persons: [
    { id: 'blaster', names: both('爆破员', 'Blaster'), licence: BLASTERS, ...src.MB_33 },
    { id: 'safety_officer', names: both('安全员', 'Safety officer'), ...src.MB_33 },
    { id: 'keeper', names: both('保管员', 'Keeper'), ...src.MB_33 },
  ],
  custody: {
    moves: [
      { event: 'store_in', effect: 'in', codes: 'codes' },
      {
        event: 'issue',
        effect: 'out',
        person: { key: 'receiver', role: 'blaster' },
        keeper: { key: 'issuer', role: 'keeper' },
        codes: 'codes',
        amount: 'amount',
        until: 'shift_to',
      },
      {
        event: 'use',
        effect: 'spent',
        person: { key: 'blaster', role: 'blaster' },
        codes: 'codes',
        amount: 'amount',
      },
      {
        event: 'return',
        effect: 'back',
        person: { key: 'returner', role: 'blaster' },
        keeper: { key: 'keeper', role: 'keeper' },
        codes: 'codes',
        amount: 'amount',
      },
      { event: 'destroy', effect: 'spent' },
      { event: 'lost', effect: 'lost', codes: 'codes', amount: 'amount' },
    ],
    overdue: { id: 'R-EXP-SHIFT-overdue', names: both('当班未清退', 'Not returned in its shift'), ...src.MB_37 },
  },
  counts: [{ event: 'stock_check', variety: 'variety', store: 'store', book: 'book', counted: 'counted' }],
  losses: ['lost'],
}
