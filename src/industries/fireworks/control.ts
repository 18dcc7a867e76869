import type { ProfileControl } from '../../kernel/control.ts'
import * as src from '../hazardous/sources.ts'
import { both } from '../sources.ts'

/** The permit by which fireworks are moved on the road, the keeper of a store, its count, the loss of powder or fuse. */
export const CONTROL: ProfileControl = {
  permits: [
    {
      id: 'transport',
      names: both('烟花爆竹道路运输许可证', 'Road transport permit for fireworks'),
      holder: both('托运人', 'Consignor'),
      counterpart: both('承运人', 'Carrier'),
      route: true,
      uses: [{ event: 'transport', number: 'permit_no' }],
      handedIn: { event: 'permit_return', number: 'permit_no', on: 'returned_on' },
      ...src.YH_24,
    },
  ],
  persons: [{ id: 'keeper', names: both('保管员', 'Keeper'), ...src.BEIJING }],
  counts: [{ event: 'stock_check', variety: 'variety', store: 'store', book: 'book', counted: 'counted' }],
  losses: ['powder_lost'],
}
