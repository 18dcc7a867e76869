import type { ProfileRule } from '../kernel/profile.ts'
import { both, NCP_38, NCP_39, SP_64 } from './sources.ts'

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
