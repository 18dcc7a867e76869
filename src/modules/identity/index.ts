export { type Party, partyNames, putParty, requireParty, unscopedParty } from './party/queries.ts'
export { partiesInScope } from './party/scope.ts'
