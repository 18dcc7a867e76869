create index operator_area_state_pinyin_idx on registry.operator_area (area_id, sector, state, pinyin, party_id)
  where state <> 'approved'
