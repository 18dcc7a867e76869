import type { Permission } from '../../platform/permissions.ts'

export const agencyKinds = ['supervision', 'testing', 'enforcement'] as const
export type AgencyKind = (typeof agencyKinds)[number]
/** From the top; the order is the ladder of domain/agriculture.md §1.1. */
export const agencyLevels = ['ministry', 'province', 'city', 'county', 'township'] as const
export type AgencyLevel = (typeof agencyLevels)[number]

const looking = [
  'operator:read',
  'product:read',
  'site:read',
  'production:read',
  'device:read',
  'batch:read',
  'event:read',
  'trace:read',
  'hold:read',
  'certificate:read',
  'transfer:read',
  'notice:read',
  'epcis:query',
] as const satisfies Permission[]

const stopping = ['hold:place', 'hold:lift'] as const satisfies Permission[]

const running = [
  'own:read',
  'product:read',
  'product:manage',
  'site:read',
  'site:manage',
  'production:read',
  'production:record',
  'device:read',
  'device:manage',
  'batch:read',
  'batch:make',
  'event:read',
  'event:void',
  'trace:read',
  'hold:read',
  'certificate:read',
  'certificate:issue',
  'label:print',
  'transfer:read',
  'transfer:dispatch',
  'transfer:receive',
  'notice:read',
  'epcis:capture',
  'epcis:query',
] as const satisfies Permission[]

type RoleRule = {
  /** Whose members may have it. */
  of: readonly (AgencyKind | 'operator')[]
  levels?: readonly AgencyLevel[]
  permissions: readonly Permission[]
}

/** Roles → permissions, top to bottom. What an agency's kind does not allow (`ceiling`) is taken off again. */
export const roles = {
  /** 平台管理员: looks after agencies and accounts; sees no operator's data. */
  platform_administrator: {
    of: ['supervision'],
    levels: ['ministry'],
    permissions: [
      'agency:read',
      'agency:manage',
      'account:read',
      'account:manage',
      'client:manage',
      'profile:manage',
      'journal:read',
    ],
  },
  /** 用户管理员: opens the rights of others, and nobody gives what they do not hold. */
  agency_administrator: {
    of: agencyKinds,
    permissions: [
      'agency:read',
      'agency:manage',
      'account:read',
      'account:manage',
      'client:manage',
      'profile:manage',
      'operator:review',
      'operator:supervise',
      'operator:enter',
      'permit:issue',
      'person:unmask',
      'journal:read',
      'retention:run',
      'archive:open',
      ...looking,
      ...stopping,
    ],
  },
  /** 业务管理人员 */
  business_manager: {
    of: ['supervision'],
    permissions: [
      'agency:read',
      'account:read',
      'operator:review',
      'operator:supervise',
      'operator:enter',
      'permit:issue',
      'person:unmask',
      'journal:read',
      'archive:open',
      ...looking,
      ...stopping,
    ],
  },
  /** 上机操作人员 */
  data_entry: { of: ['supervision'], permissions: ['agency:read', ...looking] },
  /** 信息员: organises operators' registration. */
  information_officer: {
    of: ['supervision'],
    permissions: [
      'agency:read',
      'account:read',
      'operator:read',
      'operator:review',
      'operator:enter',
      'product:read',
      'site:read',
      'notice:read',
    ],
  },
  /** 代录员: a township or village person who may enter for named smallholders. */
  entry_helper: {
    of: ['supervision'],
    levels: ['county', 'township'],
    permissions: ['operator:read', 'operator:enter', 'product:read', 'site:read', 'notice:read'],
  },
  /** 检测人员 */
  laboratory_staff: {
    of: ['testing'],
    permissions: [
      'agency:read',
      'operator:read',
      'product:read',
      'batch:read',
      'trace:read',
      'hold:read',
      'certificate:read',
      'notice:read',
    ],
  },
  /** 执法人员 */
  enforcement_officer: {
    of: ['enforcement'],
    permissions: ['agency:read', 'person:unmask', ...looking, ...stopping],
  },
  /** 审计员: reads, changes nothing. */
  auditor: { of: agencyKinds, permissions: ['agency:read', 'account:read', 'journal:read', ...looking] },
  /** 主体负责人 */
  operator_owner: {
    of: ['operator'],
    permissions: ['own:manage', 'account:read', 'account:manage', 'client:manage', 'journal:read', ...running],
  },
  /** 主体成员 */
  operator_member: { of: ['operator'], permissions: running },
  /** 注册申请人: the owner of an operator that is not approved yet; becomes owner on approval. */
  applicant: { of: ['operator'], permissions: ['own:read', 'own:manage', 'notice:read'] },
} as const satisfies Record<string, RoleRule>
export type Role = keyof typeof roles
export const roleNames = Object.keys(roles) as [Role, ...Role[]]

/** What members of a testing or enforcement agency can have at most, whatever their role. */
export const ceiling: Record<AgencyKind, readonly Permission[] | 'all'> = {
  supervision: 'all',
  testing: ['account:manage', 'client:manage', 'journal:read', 'account:read', ...roles.laboratory_staff.permissions],
  enforcement: [
    'account:manage',
    'client:manage',
    'journal:read',
    'account:read',
    ...roles.enforcement_officer.permissions,
  ],
}

/** What these roles may do in an agency of this kind, or in an operator; each permission once, in a stable order. */
export function permissionsOf(given: readonly string[], of: AgencyKind | 'operator'): Permission[] {
  const all = given.flatMap((r): readonly Permission[] => (Object.hasOwn(roles, r) ? roles[r as Role].permissions : []))
  const most = of === 'operator' ? 'all' : ceiling[of]
  return [...new Set(all)].filter((p) => most === 'all' || most.includes(p)).sort()
}

/** May a member of such an agency, or of an operator, have this role at all? */
export function roleFits(role: Role, of: AgencyKind | 'operator', level?: AgencyLevel): boolean {
  const rule: RoleRule = roles[role]
  return rule.of.includes(of) && (!rule.levels || (level !== undefined && rule.levels.includes(level)))
}

/** Where an agency stands: `parents` are the parents of its divisions, `within` all divisions above them and they themselves. */
export type AgencyPlace = {
  partyId: string
  kind: AgencyKind
  level: AgencyLevel
  divisions: readonly string[]
  parents: readonly string[]
  within: readonly (readonly string[])[]
}

/** `any`: accounts with every role that fits · `administrator`: its administrators only. */
export type Allocation = 'any' | 'administrator'

/**
 * Which accounts an administrator of `mine` allocates in `target`; undefined: none (domain/agriculture.md §1.1):
 * 1. the ministry gives accounts to each province's competent departments (also those whose divisions are not one
 *    province: state farms, production corps);
 * 2. a supervision agency gives the administrators of its own level's testing and enforcement agencies, and of the
 *    supervision agencies one level below (in the tree: a county directly under the province is one level below it);
 * 3. the county (and a city without counties) gives the township supervision users;
 * 4. every agency gives its own.
 */
export function allocation(mine: AgencyPlace, target: AgencyPlace): Allocation | undefined {
  if (mine.partyId === target.partyId) return 'any'
  if (mine.kind !== 'supervision') return undefined
  if (target.kind !== 'supervision')
    return mine.level === target.level && target.divisions.every((d) => mine.divisions.includes(d))
      ? 'administrator'
      : undefined
  if (mine.level === 'ministry') {
    const inside = target.within.every((path) => path.some((d) => mine.divisions.includes(d)))
    return target.level === 'province' && inside ? 'administrator' : undefined
  }
  const below = agencyLevels.indexOf(target.level) > agencyLevels.indexOf(mine.level)
  if (!below || !target.parents.every((d) => mine.divisions.includes(d))) return undefined
  return target.level === 'township' ? 'any' : 'administrator'
}

/** Why these roles may not be given there, as a reason; undefined when they may. */
export function refuseRoles(
  given: readonly Role[],
  where: { of: AgencyKind | 'operator'; level?: AgencyLevel; allocation: Allocation },
  mine: readonly Permission[],
): { reason: string; details: Record<string, unknown> } | undefined {
  for (const role of given) {
    if (!roleFits(role, where.of, where.level)) return { reason: 'account.role_does_not_fit', details: { role } }
    if (where.allocation === 'administrator' && role !== 'agency_administrator')
      return { reason: 'account.administrator_only', details: { role } }
  }
  const lacking = permissionsOf(given, where.of).filter((p) => !mine.includes(p))
  if (lacking.length) return { reason: 'account.more_than_held', details: { permissions: lacking } }
  return undefined
}

/** Passwords many people use; a guesser tries these first. All of at least ten characters, in lower case. */
const common = new Set(
  'password12 password123 password1234 1234567890 0123456789 0987654321 12345678910 123456789a a123456789 1q2w3e4r5t qwertyuiop qwerty12345 1qaz2wsx3edc aaaaaaaaaa 1111111111 0000000000 8888888888 6666666666 woaini1314 woaini5201314 5201314520 1314520520 admin12345 admin123456 administrator changeme123 iloveyou123 abc1234567 abcd123456 abcdefghij zhongguo123 suyuan12345'.split(
    ' ',
  ),
)
export const passwordLength = { min: 10, max: 128 } as const

/** Why this password is refused, as a reason; undefined when it may be used. `own`: login, name, phone of its person. */
export function refusePassword(password: string, own: readonly string[]): string | undefined {
  const p = password.normalize('NFKC').toLowerCase()
  if ([...p].length < passwordLength.min) return 'password.too_short'
  if ([...p].length > passwordLength.max) return 'password.too_long'
  if (common.has(p) || new Set(p).size < 4) return 'password.too_common'
  for (const word of own) {
    const w = word.normalize('NFKC').toLowerCase()
    if ([...w].length >= 4 && p.includes(w)) return 'password.contains_own'
  }
  return undefined
}

/** Sessions end after this long without a request, and after `absoluteHours` whatever happens. */
export const sessionTimes = { idleHours: 8, absoluteHours: 7 * 24 } as const
/** A temporary password must be changed within this time. */
export const temporaryPasswordDays = 7
/** After so many wrong passwords for one name within the window, the name is locked for as long. */
export const lockout = { attempts: 5, seconds: 900 } as const
/** Sign-in attempts from one address in the window. */
export const addressLimit = { attempts: 300, seconds: 900 } as const
/** The first administrator's link is valid so long. */
export const setupHours = 24

/** Sizes of type on the screens: 14/22 (16/26 on phones), or 20/32. */
export const typeSizes = ['normal', 'large'] as const
export type TypeSize = (typeof typeSizes)[number]
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
/** Values last given in forms: those of so many forms are kept, each so large, all together so large. */
export const lastUsedBounds = { forms: 60, formBytes: 4096, bytes: 32_768 } as const
/** A form that was begun is kept so long after it was last changed. */
export const draftDays = 30
export const draftsAtMost = 50
export const draftBytes = 65_536
/** A spreadsheet of what is shown; `attempts` of one account in so many seconds. */
export const spreadsheetBounds = {
  rows: 20_000,
  columns: 60,
  cells: 400_000,
  bytes: 24 * 1024 * 1024,
  attempts: 30,
  seconds: 600,
} as const
