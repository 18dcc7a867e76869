import * as z from 'zod'
import { query, raw } from '../../../platform/endpoint.ts'
import { languages } from '../../../platform/i18n.ts'
import { draftDays, draftsAtMost, themes, typeSizes } from '../rules.ts'

const json = ['application/json']
/** Which form of which screen, e.g. `production.record.crop.fertilise`; an id of what it is about may stand at its end. */
export const FormKey = z.string().regex(/^[a-zA-Z][\w.:-]{0,119}$/)
const Values = z.record(z.string().max(100), z.json())

export const Preferences = z
  .object({
    /** null: the browser's. */
    language: z.enum(languages).nullable(),
    typeSize: z.enum(typeSizes),
    theme: z.enum(themes),
    /** What was last given in each form, to be offered again; the form used last stands last. */
    lastUsed: z.record(z.string(), Values),
  })
  .meta({ id: 'Preferences' })
export type Preferences = z.infer<typeof Preferences>

export const getPreferences = query({
  name: 'getPreferences',
  path: '/api/preferences',
  permission: 'signed-in',
  input: z.object({}),
  output: Preferences,
  summary: { zh: '我的偏好', en: 'How I like the screens' },
})

/**
 * Not a command: the same values written twice are the same values, nobody else is concerned, and a command's answer is
 * kept for ever. The same holds for drafts, which are written every few seconds.
 */
export const savePreferences = raw({
  name: 'savePreferences',
  method: 'POST',
  path: '/api/preferences',
  permission: 'signed-in',
  /** What is absent stays as it is. `lastUsed` replaces the forms it names; null forgets one. */
  input: z.object({
    language: z.enum(languages).nullable().optional(),
    typeSize: z.enum(typeSizes).optional(),
    theme: z.enum(themes).optional(),
    lastUsed: z.record(FormKey, Values.nullable()).optional(),
  }),
  output: Preferences,
  summary: { zh: '保存偏好', en: 'Save how I like the screens' },
  answers: json,
})

export const Draft = z
  .object({
    form: z.string(),
    body: Values,
    /** What the form is called and where in the console it stands, to go back to it from a list. */
    title: z.string().nullable(),
    address: z.string().nullable(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Draft' })
export type Draft = z.infer<typeof Draft>

export const listDrafts = query({
  name: 'listDrafts',
  path: '/api/drafts',
  permission: 'signed-in',
  input: z.object({}),
  /** Newest first, without what was typed. */
  output: z.object({ items: z.array(Draft.omit({ body: true })) }),
  summary: { zh: '我未提交的表单', en: 'Forms I have begun' },
})

export const getDraft = query({
  name: 'getDraft',
  path: '/api/drafts/:form',
  permission: 'signed-in',
  input: z.object({ form: FormKey }),
  /** null: nothing was begun; that is no mistake of who asks. */
  output: z.object({ draft: Draft.nullable() }),
  summary: { zh: '取回草稿', en: 'A form I have begun' },
})

export const saveDraft = raw({
  name: 'saveDraft',
  method: 'POST',
  path: '/api/drafts/:form',
  permission: 'signed-in',
  input: z.object({
    form: FormKey,
    body: Values,
    title: z.string().trim().min(1).max(200).optional(),
    /** A path of ours: `//elsewhere` would be another site. */
    address: z
      .string()
      .regex(/^\/(?!\/)/)
      .max(1000)
      .optional(),
  }),
  /** The time tells another device, which may have written later, whose words stand now. */
  output: z.object({ updatedAt: z.string() }),
  summary: {
    zh: `保存草稿：保留 ${draftDays} 天，每人最多 ${draftsAtMost} 份，最早的让位`,
    en: `Keep a form begun: for ${draftDays} days, ${draftsAtMost} a person, the oldest makes room`,
  },
  answers: json,
})

export const dropDraft = raw({
  name: 'dropDraft',
  method: 'POST',
  path: '/api/drafts/:form/drop',
  permission: 'signed-in',
  input: z.object({ form: FormKey }),
  output: z.object({}),
  summary: { zh: '删除草稿', en: 'Drop a form begun' },
  answers: json,
})
