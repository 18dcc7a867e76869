import type { Substance } from '../../industries/index.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { found } from '../../platform/errors.ts'
import { findClass, substancesOn, unscopedProduct } from './queries.ts'
import type { CertificateCover } from './schema.ts'

export { loadCatalogue } from './load.ts'
export { type OverlayInForce, overlaysOf } from './overlay/in-force.ts'
export { catalogueRoutes } from './routes.ts'

/** What an item copies of a product when it is made. */
export type ProductFacts = {
  productId: string
  name: string
  spec: string
  classCode: string
  sector: string
  /** Id of the profile its chain follows. */
  profile: string
  unit: string
  certificate: CertificateCover
  /** Retired products are refused by whoever makes goods of them (`product.retired`). */
  retired: boolean
}

/** A party's product, for commands of that party. @throws not_found `product.not_found`. */
export async function productFacts(db: Db | Tx, partyId: string, productId: string): Promise<ProductFacts> {
  const { retiredAt, ...product } = found(await unscopedProduct(db, partyId, productId), 'product', productId)
  const productClass = await findClass(db, product.classCode)
  const certificate = (productClass?.certificate ?? 'depends') as CertificateCover
  return { ...product, certificate, retired: retiredAt !== null }
}

/** Names of product classes by code, for whoever shows them beside its own rows; an unknown code is left out. */
export { classNames as productClassNames } from './queries.ts'

/** Banned and restricted substances in force on a civil date, as the rule of industries reads them. */
export async function bannedInputs(db: Db | Tx, date: string): Promise<Substance[]> {
  return (await substancesOn(db, date)).map(({ from, to, kind, ...s }) => ({
    ...s,
    kind: kind as Substance['kind'],
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  }))
}
