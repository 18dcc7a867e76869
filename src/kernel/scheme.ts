import type { Names } from './names.ts'
import type { Confidence } from './sourced.ts'

/** One entry of the registry of code schemes 编码规则. A new kind of code is a new entry. */
export interface CodeScheme {
  /** `cn.suyuan.v1`, `gs1.gtin`: unique. */
  readonly id: string
  readonly names: Names
  /** Who gives the codes out. */
  readonly issuer: Names
  /** Industry the scheme belongs to; absent: any. A scheme that is not selective is used only inside its industry. */
  readonly industry?: string
  /** Over the whole bare code. */
  readonly pattern: RegExp
  /** Longest code of the scheme, and how many of its characters are fixed or computed: the order of trying. */
  readonly length: number
  readonly fixed: number
  /** Where the form is from, and how sure that is; absent: our own rule. */
  readonly source?: string
  readonly confidence?: Confidence
  /** Finds the code in what a label's QR code says; group 1 is the code. */
  readonly inText?: RegExp
  /** Too many other numbers look like it: used only where the industry is known, never to guess what was scanned. */
  readonly ambiguous?: true
  /**
   * Names one thing each: a piece or a pack of pieces. Group 1 of `range` is what of a code one issuer is given: whoever
   * first codes in a range has it. Where nothing of the form says the issuer, there is no range to claim.
   */
  readonly serial?: { readonly range?: RegExp }
  /** The rest of the rule, where there is one: a check digit. */
  readonly check?: (code: string) => boolean
  /** Who answers what the code names: this registry, a GS1 resolver, or nobody we know. */
  readonly resolver: 'own' | 'gs1' | 'none'
}
