import { expect, test } from 'vitest'
import { say } from '../../platform/i18n.ts'
import { type Permission, permissions } from '../../platform/permissions.ts'
import {
  type AgencyKind,
  type AgencyLevel,
  type AgencyPlace,
  agencyKinds,
  allocation,
  permissionsOf,
  type Role,
  refusePassword,
  refuseRoles,
  roleNames,
  roles,
} from './rules.ts'
import { identityWords } from './words.ts'

/** What each role may do, where; a change shows here and must be meant. */
test('the table of roles and permissions is the one that was decided', () => {
  const table = roleNames.flatMap((role) =>
    roles[role].of.map((of) => `${role} in ${of}: ${permissionsOf([role], of).join(' ')}`),
  )
  expect(table).toMatchSnapshot()
})

/** The same for people: docs/domain/permissions.md, written by `vitest -u`. */
test('the page of permissions says what the table says', async () => {
  const name = (role: Role) => say(identityWords, `role.${role}`, 'zh')
  const mark = (role: Role, p: Permission) => (permissionsOf([role], roles[role].of[0]).includes(p) ? '●' : '')
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const page = [
    '# Roles and their permissions',
    '',
    'Written from `src/modules/identity/rules.ts` by its test; not edited by hand. Members of testing and enforcement agencies have at most what their kind of agency allows (`ceiling` there).',
    '',
    row(['permission', ...roleNames.map((r) => `${name(r)} ${r}`)]),
    row(['---', ...roleNames.map(() => ':-:')]),
    ...permissions.map((p) => row([`\`${p}\``, ...roleNames.map((r) => mark(r, p))])),
    '',
  ].join('\n')
  await expect(page).toMatchFileSnapshot('../../../docs/domain/permissions.md')
})

test('every permission is given by some role', () => {
  const given = new Set(roleNames.flatMap((r): readonly string[] => roles[r].permissions))
  expect(permissions.filter((p) => !given.has(p))).toEqual([])
})

const paths: Record<string, string[]> = {
  country: ['0'],
  hainan: ['0', 'hainan'],
  haikou: ['0', 'hainan', 'haikou'],
  longhua: ['0', 'hainan', 'haikou', 'longhua'],
  town: ['0', 'hainan', 'haikou', 'longhua', 'town'],
  qionghai: ['0', 'hainan', 'qionghai'],
  boao: ['0', 'hainan', 'qionghai', 'boao'],
  danzhou: ['0', 'hainan', 'danzhou'],
  nada: ['0', 'hainan', 'danzhou', 'nada'],
  guangdong: ['0', 'guangdong'],
  shihezi: ['0', 'xinjiang', 'shihezi'],
  aral: ['0', 'xinjiang', 'aral'],
}
const place = (kind: AgencyKind, level: AgencyLevel, ...divisions: string[]): AgencyPlace => {
  const within = divisions.map((d) => paths[d]!)
  return {
    partyId: `${kind} ${level} ${divisions}`,
    kind,
    level,
    divisions: within.map((p) => p.at(-1)!),
    parents: within.map((p) => p.at(-2) ?? ''),
    within,
  }
}
const S = (level: AgencyLevel, ...d: string[]) => place('supervision', level, ...d)
const T = (level: AgencyLevel, ...d: string[]) => place('testing', level, ...d)
const E = (level: AgencyLevel, ...d: string[]) => place('enforcement', level, ...d)

const cases: [string, AgencyPlace, AgencyPlace, 'any' | 'administrator' | undefined][] = [
  // rule 1
  ['the ministry gives to a province', S('ministry', 'country'), S('province', 'hainan'), 'administrator'],
  ['… and to the production corps', S('ministry', 'country'), S('province', 'shihezi', 'aral'), 'administrator'],
  ['… not to a city over its province', S('ministry', 'country'), S('city', 'haikou'), undefined],
  ['… nor to a county', S('ministry', 'country'), S('county', 'qionghai'), undefined],
  // rule 2
  ["the ministry's own laboratory", S('ministry', 'country'), T('ministry', 'country'), 'administrator'],
  [
    "a province's laboratory is not the ministry's to give",
    S('ministry', 'country'),
    T('province', 'hainan'),
    undefined,
  ],
  ['a province gives to its testing agency', S('province', 'hainan'), T('province', 'hainan'), 'administrator'],
  ['… and to its enforcement agency', S('province', 'hainan'), E('province', 'hainan'), 'administrator'],
  ['… to its city', S('province', 'hainan'), S('city', 'haikou'), 'administrator'],
  ['… to a city without counties', S('province', 'hainan'), S('city', 'danzhou'), 'administrator'],
  ['… to a county directly under it', S('province', 'hainan'), S('county', 'qionghai'), 'administrator'],
  ['… not to a county of a city', S('province', 'hainan'), S('county', 'longhua'), undefined],
  ["… not to a city's laboratory", S('province', 'hainan'), T('city', 'haikou'), undefined],
  ['… not to the province beside it', S('province', 'hainan'), S('province', 'guangdong'), undefined],
  ['a city gives to its county', S('city', 'haikou'), S('county', 'longhua'), 'administrator'],
  ['… not to a county elsewhere', S('city', 'haikou'), S('county', 'qionghai'), undefined],
  ['… not to the township below its county', S('city', 'haikou'), S('township', 'town'), undefined],
  ['… never upward', S('city', 'haikou'), S('province', 'hainan'), undefined],
  // rule 3
  ['a county gives its township all users', S('county', 'longhua'), S('township', 'town'), 'any'],
  ['a county under the province too', S('county', 'qionghai'), S('township', 'boao'), 'any'],
  ['a city without counties too', S('city', 'danzhou'), S('township', 'nada'), 'any'],
  ["… not another county's township", S('county', 'longhua'), S('township', 'boao'), undefined],
  ['a county gives to its laboratory', S('county', 'longhua'), T('county', 'longhua'), 'administrator'],
  ['… and enforcement', S('county', 'longhua'), E('county', 'longhua'), 'administrator'],
  ["… not to another county's", S('county', 'longhua'), E('county', 'qionghai'), undefined],
  // rule 4
  ['a laboratory gives its own', T('county', 'longhua'), T('county', 'longhua'), 'any'],
  ['a township gives its own', S('township', 'town'), S('township', 'town'), 'any'],
  ['a laboratory gives nobody else', T('county', 'longhua'), S('township', 'town'), undefined],
  ['enforcement gives nobody else', E('province', 'hainan'), E('city', 'haikou'), undefined],
  ['a township gives to its own laboratory', S('township', 'town'), T('township', 'town'), 'administrator'],
  ['two divisions, one of them not mine', S('county', 'longhua'), S('township', 'town', 'boao'), undefined],
]
test.each(cases)('%s', (_, mine, target, expected) => {
  expect(allocation(mine, target)).toBe(expected)
})

test('two departments of one province stand side by side: neither gives the other accounts', () => {
  const livestock = { ...S('province', 'hainan'), partyId: 'livestock department' }
  expect(allocation(S('province', 'hainan'), livestock)).toBeUndefined()
})

const administrator = permissionsOf(['agency_administrator'], 'supervision')
test.each([
  ['an own business manager', ['business_manager'], 'supervision', 'county', 'any', administrator, undefined],
  [
    'a laboratory role in a bureau',
    ['laboratory_staff'],
    'supervision',
    'county',
    'any',
    administrator,
    'account.role_does_not_fit',
  ],
  ['an entry helper in the township', ['entry_helper'], 'supervision', 'township', 'any', administrator, undefined],
  [
    'an entry helper in a province',
    ['entry_helper'],
    'supervision',
    'province',
    'any',
    administrator,
    'account.role_does_not_fit',
  ],
  [
    'a platform administrator in a county',
    ['platform_administrator'],
    'supervision',
    'county',
    'any',
    administrator,
    'account.role_does_not_fit',
  ],
  [
    'an administrator one level below',
    ['agency_administrator'],
    'supervision',
    'city',
    'administrator',
    administrator,
    undefined,
  ],
  [
    'a manager one level below',
    ['business_manager'],
    'supervision',
    'city',
    'administrator',
    administrator,
    'account.administrator_only',
  ],
  [
    'an administrator beside another role one level below',
    ['agency_administrator', 'auditor'],
    'supervision',
    'city',
    'administrator',
    administrator,
    'account.administrator_only',
  ],
  [
    'more than the giver holds',
    ['agency_administrator'],
    'supervision',
    'county',
    'any',
    permissionsOf(['platform_administrator'], 'supervision'),
    'account.more_than_held',
  ],
  [
    'an operator role in an agency',
    ['operator_owner'],
    'supervision',
    'county',
    'any',
    administrator,
    'account.role_does_not_fit',
  ],
  [
    'an agency role in an operator',
    ['auditor'],
    'operator',
    undefined,
    'any',
    permissionsOf(['operator_owner'], 'operator'),
    'account.role_does_not_fit',
  ],
  [
    'a member by the owner',
    ['operator_member'],
    'operator',
    undefined,
    'any',
    permissionsOf(['operator_owner'], 'operator'),
    undefined,
  ],
  [
    'an owner by a member',
    ['operator_owner'],
    'operator',
    undefined,
    'any',
    permissionsOf(['operator_member'], 'operator'),
    'account.more_than_held',
  ],
] as const)('roles: %s', (_, given, of, level, allowed, mine, reason) => {
  expect(
    refuseRoles(given as readonly Role[], { of, ...(level ? { level } : {}), allocation: allowed }, mine)?.reason,
  ).toBe(reason)
})

test('a testing agency never has what its kind may not do, whatever the role says', () => {
  expect(permissionsOf(['agency_administrator'], 'testing')).not.toContain('hold:place')
  expect(permissionsOf(['agency_administrator'], 'testing')).not.toContain('operator:review')
  expect(permissionsOf(['agency_administrator'], 'enforcement')).not.toContain('agency:manage')
  for (const kind of agencyKinds) expect(permissionsOf(['agency_administrator'], kind)).toContain('account:manage')
})

test.each([
  ['short', 'a1b2c3d4e', 'password.too_short'],
  ['common', 'Password123', 'password.too_common'],
  ['one character over and over', 'abababababab', 'password.too_common'],
  ['full-width form of a common one', '１２３４５６７８９０', 'password.too_common'],
  ['holds the login', 'my-Qionghai-2026', 'password.contains_own'],
  ['too long', 'abcd'.repeat(40), 'password.too_long'],
  ['Chinese counts by characters', '芒果熟了要按时采收才好', undefined],
  ['fine', 'correct horse battery', undefined],
])('password: %s', (_, password, reason) => {
  expect(refusePassword(password, ['qionghai', '示例'])).toBe(reason)
})
