import type { Permission } from '../../../platform/permissions.ts'

export const operatorStates = ['temporary', 'approved', 'suspended', 'revoked', 'cancelled', 'merged'] as const
export type OperatorState = (typeof operatorStates)[number]
/** `cancel` is no button: it is the approval of the operator's own filing. */
export type OperatorAction = 'suspend' | 'restore' | 'revoke' | 'merge' | 'cancel'

/** Which action leads from where to where (agriculture.md §1.2). Revoked and cancelled are ends: who goes on registers anew. */
export const transitions = {
  suspend: { from: ['approved'], to: 'suspended', needs: 'operator:supervise' },
  restore: { from: ['suspended'], to: 'approved', needs: 'operator:supervise' },
  revoke: { from: ['approved', 'suspended'], to: 'revoked', needs: 'operator:supervise' },
  merge: { from: ['temporary'], to: 'merged', needs: 'operator:supervise' },
  cancel: { from: ['approved', 'suspended'], to: 'cancelled', needs: 'operator:review' },
} as const satisfies Record<OperatorAction, { from: readonly OperatorState[]; to: OperatorState; needs: Permission }>

/** The state an action leads to, or undefined when it is not possible from here. */
export function nextOperatorState(state: OperatorState, action: OperatorAction): OperatorState | undefined {
  const { from, to } = transitions[action]
  return (from as readonly OperatorState[]).includes(state) ? to : undefined
}

/** What a supervisor with these permissions may do now. */
export function operatorActions(
  state: OperatorState,
  permissions: readonly Permission[],
): Exclude<OperatorAction, 'cancel'>[] {
  return (['suspend', 'restore', 'revoke', 'merge'] as const).filter(
    (action) => permissions.includes(transitions[action].needs) && nextOperatorState(state, action) !== undefined,
  )
}

/** May the operator record, sell and receive? A temporary one is only written about. */
export const inForce = (state: OperatorState): boolean => state === 'approved'
