import { addDocument } from '../../src/modules/registry/document/schema.ts'
import { registerOperator, saveFiling, submitFiling } from '../../src/modules/registry/filing/schema.ts'
import { queryString } from '../../src/platform/endpoint.ts'
import { ok, type TestApp } from '../app.ts'
import { creditCode } from '../registry.ts'
import { type Person, password, person, visitor } from './session.ts'
import type { World } from './world.ts'

let codes = 700_000
const facts = (divisionId: string) => ({
  name: `示例材料园${++codes}`,
  form: 'enterprise' as const,
  role: 'both' as const,
  sectors: ['crop'],
  divisionId,
  creditCode: creditCode(codes, '460106'),
  legalRepresentative: '示例乙',
  address: '示例路 1 号',
  contactName: '示例乙',
  mobile: '13800000000',
})

/** Uploads a small PDF as this person. */
export async function upload(t: Pick<TestApp, 'app'>, by: Person, kind = 'business_licence') {
  const documentId = crypto.randomUUID()
  const res = await t.app.inject({
    method: 'POST',
    url: addDocument.path + queryString({ documentId, kind, name: '示例.pdf' }),
    headers: { cookie: by.cookie, 'x-csrf-token': by.session.csrfToken!, 'content-type': 'application/pdf' },
    payload: '%PDF-1.7 示例',
  })
  if (res.statusCode !== 200) throw new Error(res.body)
  return { partyId: by.session.party!.partyId, documentId }
}

/** A document on an open change of `world.operator`. */
export async function ownDocumentOf(w: World) {
  ok(await w.operator.owner(saveFiling, { facts: facts(w.operator.divisionId) }))
  return upload(w.t, w.operator.owner)
}

let filed: Promise<{ partyId: string; documentId: string }> | undefined
/** A document of somebody's registration that waits for the county. */
export function filedDocumentOf(w: World) {
  filed ??= (async () => {
    const login = `d${crypto.randomUUID().slice(0, 12)}`
    const draft = { login, password, facts: facts(w.operator.divisionId), draft: true }
    ok(await visitor(w.t)(registerOperator, draft))
    const owner = await person(w.t, login, password)
    const made = await upload(w.t, owner)
    ok(await owner(submitFiling, {}))
    return made
  })()
  return filed
}
