export { loadDivisions } from './division/load.ts'
export { divisionsOf } from './division/queries.ts'
export { type Party, partyNames, putParty, requireParty, unscopedParty } from './party/queries.ts'
export { partiesInScope } from './party/scope.ts'
