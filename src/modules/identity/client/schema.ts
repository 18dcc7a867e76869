import * as z from 'zod'
import { command, query } from '../../../platform/endpoint.ts'
import { permissions } from '../../../platform/permissions.ts'
import { Name, Sector, Sectors } from '../party/schema.ts'

export const Permission = z.enum(permissions).meta({ id: 'Permission' })
export const MachineClient = z
  .object({
    clientId: z.uuid(),
    name: z.string(),
    permissions: z.array(Permission),
    sectors: z.array(Sector),
    createdAt: z.string(),
    disabledAt: z.string().nullable(),
  })
  .meta({ id: 'MachineClient' })
export type MachineClient = z.infer<typeof MachineClient>
export const createClient = command({
  name: 'createClient',
  path: '/api/clients',
  permission: 'client:manage',
  input: z.object({ name: Name, permissions: z.array(Permission).min(1), sectors: Sectors.optional() }),
  output: z.object({
    clientId: z.uuid(),
    /** Shown once. */
    secret: z.string(),
  }),
  summary: { zh: '新建接口应用,得到一次显示的密钥', en: 'Create a machine client; its secret is shown once' },
})
export const listClients = query({
  name: 'listClients',
  path: '/api/clients',
  permission: 'client:manage',
  input: z.object({}),
  output: z.object({ items: z.array(MachineClient) }),
  summary: { zh: '本单位的接口应用', en: 'Machine clients of one’s own party' },
})
export const disableClient = command({
  name: 'disableClient',
  path: '/api/clients/:clientId/disable',
  permission: 'client:manage',
  input: z.object({ clientId: z.uuid() }),
  output: MachineClient,
  summary: { zh: '停用接口应用', en: 'Disable a machine client' },
})
