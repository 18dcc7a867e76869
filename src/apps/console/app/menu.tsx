import {
  ApiOutlined,
  AppstoreOutlined,
  AuditOutlined,
  BankOutlined,
  BarcodeOutlined,
  BarsOutlined,
  ClockCircleOutlined,
  DashboardOutlined,
  FileSearchOutlined,
  FileZipOutlined,
  HomeOutlined,
  LockOutlined,
  NodeIndexOutlined,
  PauseCircleOutlined,
  SafetyCertificateOutlined,
  ShopOutlined,
  SwapOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import type { ComponentType } from 'react'
import { assetSectors, controlledSectors, serialSectors } from '../../../industries/sectors.ts'
import type { Session } from '../../../modules/identity/session/schema.ts'
import type { Permission } from '../../../platform/permissions.ts'

export type Entry = {
  to: string
  word: string
  icon: ComponentType<{ 'aria-hidden'?: boolean }>
  /** Shown to who may; absent: to everyone of this kind. */
  needs?: Permission
  /** Shown to who works in one of these; absent: in any. */
  sectors?: readonly string[]
  /** One of the four of the phone's bar; the others are behind "more". */
  bar?: true
  /** Further addresses that belong to it. */
  also?: readonly string[]
}

const operator: readonly Entry[] = [
  { to: '/', word: 'menu.home', icon: HomeOutlined, bar: true },
  { to: '/production', word: 'menu.production', icon: AppstoreOutlined, needs: 'production:read', bar: true },
  { to: '/batches', word: 'menu.batches', icon: BarsOutlined, needs: 'batch:read', also: ['/harvest'] },
  {
    to: '/certificates',
    word: 'menu.labels',
    icon: SafetyCertificateOutlined,
    needs: 'certificate:read',
    also: ['/labels'],
  },
  { to: '/equipment', word: 'menu.assets', icon: ClockCircleOutlined, needs: 'production:read', sectors: assetSectors },
  {
    to: '/permits',
    word: 'menu.controlled',
    icon: LockOutlined,
    needs: 'production:read',
    sectors: controlledSectors,
    also: ['/custody', '/control-persons', '/stock-counts'],
  },
  { to: '/trade', word: 'menu.trade', icon: SwapOutlined, needs: 'transfer:read', bar: true },
  { to: '/codes', word: 'menu.codes', icon: BarcodeOutlined, needs: 'batch:make', sectors: serialSectors },
  { to: '/devices', word: 'menu.devices', icon: DashboardOutlined, needs: 'device:manage' },
  { to: '/trace', word: 'menu.trace', icon: NodeIndexOutlined, needs: 'trace:read' },
  { to: '/organisation', word: 'menu.organisation', icon: ShopOutlined, needs: 'own:read' },
  { to: '/connections', word: 'menu.connections', icon: ApiOutlined, needs: 'client:manage', also: ['/clients'] },
]

const agency: readonly Entry[] = [
  { to: '/', word: 'menu.desk', icon: HomeOutlined, bar: true },
  { to: '/reviews', word: 'menu.reviews', icon: AuditOutlined, needs: 'operator:review' },
  { to: '/operators', word: 'menu.operators', icon: TeamOutlined, needs: 'operator:read', bar: true },
  { to: '/trace', word: 'menu.trace', icon: NodeIndexOutlined, needs: 'trace:read', bar: true },
  { to: '/equipment', word: 'menu.assets', icon: ClockCircleOutlined, needs: 'production:read', sectors: assetSectors },
  {
    to: '/permits',
    word: 'menu.controlled',
    icon: LockOutlined,
    needs: 'production:read',
    sectors: controlledSectors,
    also: ['/custody', '/control-persons', '/stock-counts'],
  },
  { to: '/holds', word: 'menu.holds', icon: PauseCircleOutlined, needs: 'hold:read' },
  { to: '/catalogue', word: 'menu.catalogue', icon: BarsOutlined, also: ['/overlays'] },
  { to: '/agencies', word: 'menu.agencies', icon: BankOutlined, needs: 'agency:read', also: ['/accounts'] },
  { to: '/connections', word: 'menu.connections', icon: ApiOutlined, needs: 'client:manage', also: ['/clients'] },
  { to: '/journal', word: 'menu.journal', icon: FileSearchOutlined, needs: 'journal:read' },
  { to: '/retention', word: 'menu.retention', icon: FileZipOutlined, needs: 'retention:run' },
]

/** The entries of this person, in the order of screens.md. */
export function menuOf(session: Session): Entry[] {
  const all = session.party?.kind === 'operator' ? operator : agency
  const own = session.party?.kind === 'operator' ? session.party.sectors : session.sectors
  const inSectors = (of: readonly string[]) => of.some((s) => own.includes(s))
  return all
    .filter((e) => !e.needs || session.permissions.includes(e.needs))
    .filter((e) => !e.sectors || inSectors(e.sectors))
}

/** Does the address belong to the entry? */
export function isAt(entry: Entry, path: string): boolean {
  const under = (to: string) => path === to || path.startsWith(`${to}/`)
  return entry.to === '/' ? path === '/' : [entry.to, ...(entry.also ?? [])].some(under)
}
