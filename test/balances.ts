/** Every balance that must hold whatever happened; each statement answers with the rows that break it. */
export const balances = {
  quantityIsSumOfDeltas: `select 1 from trace.holding h left join (
      select party_id, holding_id, sum(delta) s from trace.holding_event where voided_by is null group by 1, 2) d
      using (party_id, holding_id) where h.quantity <> coalesce(s, 0)`,
  negative: `select 1 from trace.holding where regime = 'governed'
      and (quantity < 0 or reserved < 0 or reserved > quantity)`,
  reservedIsSumOfOpen: `select 1 from trace.holding h left join (
      select party_id, holding_id, sum(quantity - received - returned - withdrawn) s from trace.transfer
      where state <> 'voided' group by 1, 2) d using (party_id, holding_id) where h.reserved <> coalesce(s, 0)`,
  linksDiffer: `(table trace.link_f except table trace.link_b)
      union all (table trace.link_b except table trace.link_f)`,
  foldIsNotLatest: `select 1 from trace.holding h left join (
      select distinct on (party_id, holding_id) party_id, holding_id, event_id from trace.holding_event
      where voided_by is null and (place is not null or disposition is not null)
      order by 1, 2, event_time desc, recorded_at desc, event_id desc) d using (party_id, holding_id)
      where h.fold_event is distinct from d.event_id`,
  waitingIsWrong: `select 1 from trace.transfer_in i join trace.transfer t
      on t.party_id = i.seller_id and t.transfer_id = i.transfer_id
      where i.waiting <> (t.state <> 'voided' and t.quantity - t.received - t.returned - t.withdrawn > 0)`,
}
