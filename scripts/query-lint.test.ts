import { expect, test } from 'vitest'
import type { Manifest } from '../src/platform/migrate.ts'
import { lintStatement } from './query-lint.ts'

const manifest: Manifest = {
  'trace.holding': { kind: 'distributed', column: 'party_id', group: 'party' },
  'trace.link_f': { kind: 'distributed', column: 'in_party', group: 'party' },
  'trace.item': { kind: 'distributed', column: 'home_id', group: 'party' },
  'identity.division': { kind: 'reference' },
}

test.each([
  [
    'with recursive w as (select 1 from trace.link_f) select * from w',
    'R13 recursive statement on a distributed table',
  ],
  ['update trace.holding set quantity = random() where party_id = $1', 'R14 volatile function in update'],
  [
    'insert into trace.holding values ($1) on conflict (party_id) do update set at = now()',
    'R14 time function in do update set',
  ],
  ['select 1 from trace.holding group by rollup (a)', 'R15 grouping sets'],
  ['merge into trace.holding using x on true when matched then delete', 'R15 merge'],
  ['select 1 from trace.holding where holding_id = $1 for update', 'R11 locks rows of more than one party'],
  [
    'select 1 from trace.holding h join trace.item i on i.item_id = h.item_id',
    'R15 joins trace.holding and trace.item other than on their distribution columns',
  ],
  [
    'select 1 from "trace"."holding" as "h" inner join "trace"."item" as "i" on "i"."item_id" = "h"."item_id"',
    'R15 joins trace.holding and trace.item other than on their distribution columns',
  ],
])('%s is found', (sql, finding) => {
  expect(lintStatement(sql, manifest)).toContain(finding)
})

test.each([
  'with recursive up as (select 1 from identity.division) select * from up',
  '/* single node: one statement instead of one a level */ with recursive w as (select 1 from trace.link_f) select * from w',
  'select 1 from trace.holding where party_id = $1 and holding_id = any($2) for no key update',
  'select 1 from trace.holding h join trace.link_f l on l.in_party = h.party_id where h.party_id = $1',
  'select 1 from trace.holding h where exists (select 1 from trace.holding m where m.party_id = h.party_id) and exists (select 1 from trace.link_f l where l.in_party = h.party_id)',
  "update trace.holding set note = 'random()' where party_id = $1",
  'select 1 from trace.holding h join identity.division d on d.division_id = h.division_id',
])('%s is let through', (sql) => {
  expect(lintStatement(sql, manifest)).toEqual([])
})
