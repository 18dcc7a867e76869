import { addPage, type Box, drawLine, finishPaper, openPaper, type Paper } from '../../../platform/document/paper.ts'
import { AppError } from '../../../platform/errors.ts'
import { formTexts, word } from './format.ts'
import { drawLabel } from './label.ts'
import {
  type Label,
  type LabelCopies,
  type LabelSheetFormat,
  type LabelSheets,
  mostLabels,
  type ThermalFormat,
  type ThermalLabels,
} from './shapes.ts'

type Grid = { columns: number; rows: number; width: number; height: number; top: number; pad: [number, number] }

/** A4 sheets in millimetres. `pad` is the white inside a label: at the edge of the sheet printers cannot reach 5 mm. */
const grids: Record<LabelSheetFormat, Grid> = {
  '3x8': { columns: 3, rows: 8, width: 70, height: 37, top: 0.5, pad: [5, 3] },
  '2x5': { columns: 2, rows: 5, width: 105, height: 57, top: 6, pad: [7, 4.5] },
}
const rolls: Record<ThermalFormat, [number, number]> = { '60x40': [60, 40], '70x50': [70, 50] }

/** A dot of a 203 dpi thermal head, in millimetres. */
const printerDot = 25.4 / 203

/** How many labels a sheet holds. */
export const labelsPerSheet = (format: LabelSheetFormat): number => grids[format].columns * grids[format].rows

const inside = (box: Box, [x, y]: [number, number]): Box => ({
  x: box.x + x,
  y: box.y + y,
  width: box.width - 2 * x,
  height: box.height - 2 * y,
})

/** One entry for each label to print. @throws AppError invalid `print.nothing` · too_large `print.too_many_labels` */
function spread(labels: readonly LabelCopies[]): Label[] {
  let count = 0
  for (const { copies } of labels) {
    if (!Number.isInteger(copies) || copies < 0) throw new AppError('invalid', 'print.nothing')
    count += copies
  }
  if (count === 0) throw new AppError('invalid', 'print.nothing')
  if (count > mostLabels) throw new AppError('too_large', 'print.too_many_labels', { most: mostLabels })
  return labels.flatMap(({ label, copies }) => Array<Label>(copies).fill(label))
}

/** A4 sheets of trace labels, as many as the copies need. @returns PDF · @throws AppError as `spread` */
export async function renderLabelSheets(data: LabelSheets): Promise<Uint8Array> {
  const labels = spread(data.labels)
  const grid = grids[data.format]
  const perSheet = labelsPerSheet(data.format)
  const used = Math.min(Math.max(0, Math.trunc(data.used ?? 0)), perSheet - 1)
  const paper = await openPaper(word('label.title', data.language), data.language, [data, formTexts])
  const left = (210 - grid.columns * grid.width) / 2
  labels.forEach((label, i) => {
    const position = (i + used) % perSheet
    if (i === 0 || position === 0) {
      addPage(paper, 210, 297)
      if (data.cutLines) drawCutLines(paper, grid, left)
    }
    const box = {
      x: left + (position % grid.columns) * grid.width,
      y: grid.top + Math.floor(position / grid.columns) * grid.height,
      width: grid.width,
      height: grid.height,
    }
    drawLabel(paper, label, data.language, data.platformOrigin, inside(box, grid.pad))
  })
  return finishPaper(paper)
}

function drawCutLines(paper: Paper, grid: Grid, left: number): void {
  const bottom = grid.top + grid.rows * grid.height
  const right = left + grid.columns * grid.width
  for (let c = 0; c <= grid.columns; c++) {
    const x = left + c * grid.width
    drawLine(paper, [x, grid.top], [x, bottom], 0.1, 0.6)
  }
  for (let r = 0; r <= grid.rows; r++) {
    const y = grid.top + r * grid.height
    drawLine(paper, [left, y], [right, y], 0.1, 0.6)
  }
}

/** Labels for a thermal printer, one a page of the roll's size. @returns PDF · @throws AppError as `spread` */
export async function renderThermalLabels(data: ThermalLabels): Promise<Uint8Array> {
  const labels = spread(data.labels)
  const [width, height] = rolls[data.format]
  const paper = await openPaper(word('label.title', data.language), data.language, [data, formTexts])
  for (const label of labels) {
    addPage(paper, width, height)
    drawLabel(
      paper,
      label,
      data.language,
      data.platformOrigin,
      inside({ x: 0, y: 0, width, height }, [2.5, 2]),
      printerDot,
    )
  }
  return finishPaper(paper)
}
