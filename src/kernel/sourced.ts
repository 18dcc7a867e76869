/** Where a fact comes from and how sure we are of it. */
export interface Sourced {
  /** Law and article, standard and clause, a page, or `design` for our own decision. */
  readonly source: string
  /** `law` binding text read · `standard` · `document` official but not binding · `practice` seen in use · `design` ours. */
  readonly confidence?: Confidence
}

export type Confidence = 'law' | 'standard' | 'document' | 'practice' | 'design'
