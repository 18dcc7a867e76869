import {
  changeAccountRoles,
  createAccount,
  disableAccount,
  enableAccount,
  listAccounts,
  resetPassword,
  unmaskAccountPhone,
} from './account/schema.ts'
import { changeAgency, createAgency, listAgencies, showAgency } from './agency/schema.ts'
import { createClient, disableClient, listClients } from './client/schema.ts'
import { findDivisions, showDivision } from './division/schema.ts'
import { issueToken } from './oauth/schema.ts'
import { dropDraft, getDraft, getPreferences, listDrafts, saveDraft, savePreferences } from './preference/schema.ts'
import { changePassword, showSession, signIn, signOut } from './session/schema.ts'
import { setUp, setUpForm, setUpPage } from './setup/schema.ts'
import { exportRows } from './spreadsheet/schema.ts'

export { CivilDate, Instant, Sector } from './party/schema.ts'

/** Every operation of this module. */
export const identityEndpoints = [
  findDivisions,
  showDivision,
  createAgency,
  changeAgency,
  listAgencies,
  showAgency,
  createAccount,
  listAccounts,
  changeAccountRoles,
  disableAccount,
  enableAccount,
  resetPassword,
  unmaskAccountPhone,
  createClient,
  listClients,
  disableClient,
  issueToken,
  signIn,
  showSession,
  signOut,
  changePassword,
  setUp,
  setUpPage,
  setUpForm,
  getPreferences,
  savePreferences,
  listDrafts,
  getDraft,
  saveDraft,
  dropDraft,
  exportRows,
]
