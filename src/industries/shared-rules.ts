import type { ProfileRetention, ProfileRule, ProfileYield } from '../kernel/profile.ts'
import type { Unit } from '../kernel/unit.ts'
import { both, NCP_27, NCP_29, NCP_38, NCP_39, SP_64, SP_65, SY_39, SY_40 } from './sources.ts'

/** No goods from animals or fish inside the withdrawal period: the law; how each sector keeps it is in its rule. */
export const WITHDRAWAL = `${NCP_29.source}, ${SY_40.source}`

/** Drugs and compounds that animals and fish must not be given. */
export function bannedDrug(on: readonly string[]): ProfileRule {
  return {
    id: 'AG-2',
    on,
    when: 'banned_input',
    action: 'block',
    names: both('不得使用禁止使用的药品和其他化合物', 'A banned drug or compound must not be used'),
    source: `${NCP_29.source}, ${SY_39.source}`,
    confidence: 'law',
  }
}

/** The refused record of a banned input is reported. */
export function bannedInputAlarm(on: readonly string[]): ProfileRule {
  return {
    id: 'AG-2-alarm',
    on,
    when: 'banned_input',
    action: 'alarm',
    names: both('试图记录使用禁用投入品', 'Somebody recorded a banned input'),
    source: 'industries.md §1.7 AG-2; design',
    confidence: 'design',
  }
}

/** Production records hold what art. 27 of the agricultural product law asks for; a gap warns and stops nothing. */
export function completeRecord(on: readonly string[]): ProfileRule {
  return {
    id: 'R-AG-RECORD',
    on,
    when: 'record_complete',
    action: 'warn',
    names: both('生产记录缺少法定内容', 'The production record lacks what the law asks for'),
    ...NCP_27,
  }
}

/**
 * Certificate of a batch that is sold, and of one that was mixed or repacked. A warning, not a refusal: the duty is
 * that of enterprises, cooperatives and purchasers (art. 39), households are only encouraged, and whether a missing
 * certificate stops a sale is each county's policy (industries.md R-AG-CERT).
 */
export function certificateRules(mixing: readonly string[]): readonly ProfileRule[] {
  return [
    {
      id: 'R-AG-CERT',
      on: ['dispatch'],
      when: 'certificate_missing',
      action: 'warn',
      names: both('销售前应开具承诺达标合格证', 'A commitment certificate is due before the sale'),
      source: `${NCP_38.source}, ${NCP_39.source}`,
      confidence: 'law',
    },
    {
      id: 'AG-7',
      on: mixing,
      when: 'certificate_after_mixing',
      action: 'task',
      names: both('混装、分装后应重新开具承诺达标合格证', 'Mixed or repacked goods need a new certificate'),
      ...NCP_39,
    },
  ]
}

export const failedTest: ProfileRule = {
  id: 'AG-5',
  on: ['test', 'wholesale_entry'],
  when: 'test_failed',
  action: 'alarm',
  names: both('检测不合格，应停止销售并报告', 'A failed test: stop the sale and report'),
  ...SP_64,
}

export function yieldRule(on: readonly string[]): ProfileRule {
  return {
    id: 'R-YIELD',
    on,
    when: 'yield_exceeded',
    action: 'block',
    names: both('产出超过该工序允许的最大得率', 'More comes out than this step can give'),
    source: 'design',
    confidence: 'design',
  }
}

/**
 * The most of one class that a step can give of another. Ours: far above what processing really gives, so that a slip
 * of the pen or a laundered batch is stopped and honest work passes.
 * @param maxRatio most output units per input unit, a decimal string
 */
export function yieldBound(
  event: string,
  inputClass: string,
  outputClass: string,
  maxRatio: string,
  inputUnit: Unit = 'kg',
  outputUnit: Unit = 'kg',
): ProfileYield {
  return { event, inputClass, outputClass, maxRatio, inputUnit, outputUnit, source: 'design', confidence: 'design' }
}

/** Records of purchase and sale of food. */
export const TRADE_RETENTION: ProfileRetention = {
  events: ['purchase_in', 'receive', 'dispatch', 'wholesale_entry', 'retail_sale'],
  months: 6,
  from: 'record',
  ...SP_65,
}
