import type { Db, Tx } from '../../platform/db.ts'
import { divisionNames, requireOperatorInForce, unscopedOperator } from '../registry/index.ts'

/** What a certificate, a label or a voucher says of the operator behind it. */
export type Issuer = {
  partyId: string
  name: string
  contact: string | undefined
  subjectCode: string | null
  /** Names of its divisions from the province down, run together. */
  place: string
}

type Operator = NonNullable<Awaited<ReturnType<typeof unscopedOperator>>>

async function issuerOf(db: Db | Tx, { partyId, name, facts, subjectCode, areas }: Operator): Promise<Issuer> {
  const [names] = await divisionNames(db, [areas])
  return { partyId, name, contact: facts.mobile, subjectCode, place: names!.join('') }
}

/** The operator's facts in force, whoever asks: for the documents of its own goods. */
export async function unscopedIssuer(db: Db | Tx, partyId: string): Promise<Issuer | undefined> {
  const operator = await unscopedOperator(db, partyId)
  return operator && issuerOf(db, operator)
}

/** @throws conflict `operator.not_in_force`: only an approved operator gives out certificates, labels and vouchers. */
export async function requireIssuer(db: Db | Tx, partyId: string): Promise<Issuer> {
  return issuerOf(db, await requireOperatorInForce(db, partyId))
}
