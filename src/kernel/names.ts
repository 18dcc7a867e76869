/** A word or a short text in the two languages of the platform. */
export interface Names {
  readonly zh: string
  readonly en: string
}
