import type { Names } from '../../kernel/names.ts'
import { both } from '../sources.ts'

/**
 * The QR of a seed label (农业部 2016-09-18): four lines in this order: variety, producer or importer, unit code, trace
 * address. The unit code is at most 20 letters and digits, given by the enterprise, unique, never used again.
 */
export interface SeedLabel {
  readonly variety: string
  readonly producer: string
  readonly unitCode: string
  readonly address: string
}

const LINES = [
  both('缺少品种名称', 'The variety is missing'),
  both('缺少生产经营者或进口商名称', 'The producer or importer is missing'),
  both('缺少单元识别代码', 'The unit code is missing'),
  both('缺少追溯网址', 'The trace address is missing'),
] as const

/** The lines as they stand; absent ones are empty. */
export function readSeedLabel(text: string): SeedLabel {
  const [variety = '', producer = '', unitCode = '', address = ''] = text.split(/\r?\n/).map((line) => line.trim())
  return { variety, producer, unitCode, address }
}

export function seedLabelFaults(text: string): readonly Names[] {
  const { variety, producer, unitCode, address } = readSeedLabel(text)
  const faults: Names[] = LINES.filter((_, i) => [variety, producer, unitCode, address][i] === '')
  if (unitCode !== '' && !/^[0-9A-Za-z]{1,20}$/.test(unitCode))
    faults.push(both('单元识别代码应为20位以内字母或数字', 'The unit code is at most 20 letters and digits'))
  return faults
}
