import { sql } from 'kysely'
import { loadCatalogue } from '../src/modules/catalogue/index.ts'
import { loadDivisions } from '../src/modules/identity/index.ts'
import { connect } from '../src/platform/db.ts'

/** Reference data that every test database starts with; loaded once, as the owner, into the template. */
export async function loadTemplate(ownerUrl: string): Promise<void> {
  const db = connect(ownerUrl, { max: 1 })
  const now = '2026-01-01T00:00:00.000Z'
  await loadDivisions(db, now)
  await loadCatalogue(db, now)
  // as it is anywhere after a minute: without statistics a few rows of 45,000 are found by reading them all
  await sql`analyze identity.division, catalogue.product_class, catalogue.substance`.execute(db)
  await db.destroy()
}
