import type { ReactNode } from 'react'

/** A table of a printed form; a cell with nothing in it says so. */
export function SheetTable({ head, rows }: { head: readonly string[]; rows: readonly (readonly ReactNode[])[] }) {
  return (
    <table>
      <thead>
        <tr>
          {head.map((h) => (
            <th key={h} scope="col">
              {h}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sheet of paper do not move
          <tr key={i}>
            {row.map((cell, c) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <td key={c}>{cell === undefined || cell === '' ? '—' : cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
