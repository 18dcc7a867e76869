import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { codeUrl, newCode } from '../../../kernel/code.ts'
import type { Tx } from '../../../platform/db.ts'
import { qrMatrix, qrOutline, quietModules } from '../../../platform/document/qr.ts'

/** Gives an operator a code that no other has or had: a draw that is taken is drawn again. */
export async function issueSubjectCode(tx: Tx, partyId: string, now: string): Promise<string> {
  for (;;) {
    const code = newCode('subject', randomBytes)
    const { rows } = await sql<{ code: string }>`insert into registry.subject_code (code, party_id, issued_at)
      values (${code}, ${partyId}, ${now}) on conflict do nothing returning code`.execute(tx)
    if (rows.length) return code
  }
}

/** The QR code by which a scanner opens the operator's page, as one shape with its quiet zone. */
export function subjectCodeSvg(origin: string, code: string): string {
  const matrix = qrMatrix(codeUrl(origin, code))
  const size = matrix.size + 2 * quietModules
  const path = qrOutline(matrix)
    .map((loop) => `M${loop.map(([x, y]) => `${x + quietModules} ${y + quietModules}`).join('L')}Z`)
    .join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" aria-label="${code}"><path fill="#fff" d="M0 0H${size}V${size}H0Z"/><path fill-rule="evenodd" d="${path}"/></svg>`
}
