/** A4 sheets of 24 and 10 labels, rolls of 60 × 40 and 70 × 50 mm. */
export const templates = ['3x8', '2x5', '60x40', '70x50'] as const
export type Template = (typeof templates)[number]

/** Labels that one print run may hold: 100 sheets of 24. More is printed in parts. */
export const mostLabels = 2400
