import type { ProfileControl } from './control.ts'
import type { ProfileAsset } from './duty.ts'
import type { Names } from './names.ts'
import type { JudgedRule } from './rule.ts'
import type { Confidence, Sourced } from './sourced.ts'
import type { Unit } from './unit.ts'

export type { Confidence, Sourced } from './sourced.ts'

/**
 * A profile 行业规范 is the data that makes the platform know one kind of chain: its events, their fields, their
 * rules. Server and screens read the same profile, so a new industry is a new profile, not new code.
 * The values of an event are checked by `validateFields` of field-values.ts.
 * Every fact in a profile carries its source, so that an inspector can see what is law and what is practice.
 */
export interface Profile {
  /** `crop`, `livestock/pig`: unique, never reused for another chain. */
  readonly id: string
  /** One of the six industries: `agriculture`, `food`, `drug`, `farm_input`, `special_equipment`, `hazardous`. */
  readonly industry: string
  /** Part of the industry: `crop`, `livestock`, `fishery`; equal to the industry where it has no parts. */
  readonly sector: string
  readonly version: string
  /** Civil dates in Asia/Shanghai; `from` included, `to` excluded. */
  readonly effective: { readonly from: string; readonly to?: string }
  readonly names: Names
  readonly roles: readonly ProfileRole[]
  /** Prefixes of classification codes this profile covers; the longest prefix among all profiles wins. */
  readonly productClasses: readonly string[]
  /** Prefixes of classes of other profiles whose goods events of this one may be about: vegetables in a market's chain. */
  readonly alsoClasses?: readonly string[]
  /** Units goods of this profile may be counted in, the usual one first. */
  readonly units: readonly Unit[]
  readonly events: readonly ProfileEvent[]
  readonly rules: readonly ProfileRule[]
  /** Goods of this chain are inputs of farming of this kind: what received them may enter them among its inputs. */
  readonly inputKind?: InputKind
  /** Rules as functions; `rules` above are those whose functions the modules know by name. */
  readonly judged?: readonly JudgedRule[]
  /** Of chains of assets (lifts, cylinders): their lives and dated duties. */
  readonly asset?: ProfileAsset
  /** Of goods that loggers watch: what is judged on their readings, and how long they may be silent. */
  readonly sensing?: ProfileSensing
  /** Of chains of controlled goods: permits, custody, counts, losses. */
  readonly control?: ProfileControl
  /** Who is in charge of what, dated: departments change (industries.md, warning 1). */
  readonly authorities?: readonly ProfileAuthority[]
  /** Ids of code schemes (code-scheme.ts) that goods of this chain carry, the usual one first. */
  readonly codeSchemes?: readonly string[]
  readonly statistics?: readonly ProfileStatistic[]
  readonly yields: readonly ProfileYield[]
  readonly retention: readonly ProfileRetention[]
  readonly publicView: ProfilePublicView
}

/** What an operator can be in this chain: grower, purchaser, slaughterhouse … */
export interface ProfileRole {
  readonly id: string
  readonly names: Names
  /** Licences the role needs; `required: false` is asked for and may stay empty. */
  readonly licences?: readonly (Sourced & {
    readonly kind: string
    readonly names: Names
    readonly required: boolean
  })[]
}

/**
 * What an event does to goods:
 * `record` writes a fact about a plot, group or batch and moves nothing · `produce` goods come into being (harvest,
 * slaughter intake from outside, purchase-in) · `transform` inputs become outputs (process, merge, split) ·
 * `aggregate` pack and unpack · `observe` a test or check of a batch · `consume` used up here · `destroy` disposed of ·
 * `dispatch` and `receive` the two halves of a transfer.
 */
export type ProfileMove =
  | 'record'
  | 'produce'
  | 'transform'
  | 'aggregate'
  | 'observe'
  | 'consume'
  | 'destroy'
  | 'receive'
  | 'dispatch'

/**
 * What an event is about: a plot or pond, a group of animals or a stocking, a batch, pieces with serial codes, an asset
 * (lift, cylinder), or the party itself (a filing, a drill, a ledger line).
 */
export type ProfileObject = 'plot' | 'group' | 'batch' | 'piece' | 'asset' | 'party'

/** An authority of the chain in a region (division id), or everywhere. Civil dates; `to` excluded. */
export interface ProfileAuthority extends Sourced {
  readonly role: 'lead' | 'cooperating' | 'platform'
  readonly names: Names
  readonly divisionId?: string
  readonly from?: string
  readonly to?: string
}

/**
 * Which events are judged on readings of loggers that were with the goods, and where in the profile's own fields the
 * time and the limits stand. What follows from readings is the profile's rules' to say (`RuleItem.readings`).
 */
export interface ProfileSensing extends Sourced {
  readonly quantity: 'temperature'
  /** Ids of events judged on readings; `from` and `to` are the keys of their fields that say from when to when. */
  readonly events: readonly string[]
  readonly from: string
  readonly to: string
  /** Keys of fields, of whatever event said it first, with the lowest and the highest that the goods bear. */
  readonly low: string
  readonly high: string
  /** Loggers silent for longer leave a gap. */
  readonly maxGapMinutes: number
}

/** A figure reckoned from events: how many there were, or how much they moved. */
export interface ProfileStatistic extends Sourced {
  readonly id: string
  readonly names: Names
  readonly of: 'events' | 'quantity' | 'parties'
  readonly events: readonly string[]
}

export interface ProfileEvent {
  /** `pesticide_use`, `harvest`: unique in the profile. */
  readonly id: string
  readonly names: Names
  readonly object: ProfileObject
  readonly move: ProfileMove
  /** CBV business step (`commissioning`, `packing`) where one fits, otherwise our own word. */
  readonly step: string
  readonly fields: readonly ProfileField[]
  /** Keys of fields the public page may show. Nothing else of the event is ever public. */
  readonly publicFields: readonly string[]
  /** The event names another party (buyer, seller, carrier) whose own record must match. */
  readonly needsCounterparty?: boolean
  /** Of a dispatch or receipt: refused without its form. Otherwise what the form lacks stands on the record as missing. */
  readonly formRequired?: true
  /** It looks at a part of the goods (a transport by permit): how much is asked for, though nothing is taken. */
  readonly partial?: true
  /** Roles that may record the event; empty or absent: every role of the profile. */
  readonly roles?: readonly string[]
}

/**
 * `true` our own requirement and `'law'` a legal one refuse the event when the field is missing;
 * `'warn'` accepts it with a warning; `false` is optional.
 */
export type Requirement = boolean | 'law' | 'warn'

interface ProfileFieldBase extends Sourced {
  /** snake_case, unique in the event. */
  readonly key: string
  readonly names: Names
  /** One short sentence under the field. */
  readonly help?: Names
  readonly required: Requirement
  /** Heading under which the form shows it, the same for neighbours; absent: under none. */
  readonly section?: Names
  /** Asked for only while the field `key` has one of these values (choice ids; `true` and `false` as texts). */
  readonly when?: { readonly key: string; readonly in: readonly string[] }
  /** Of a date or time: that of the event, where an earlier date of the form is about the goods or a paper. */
  readonly day?: true
  /** A person's name, number or address: encrypted where it is stored, masked where it is shown, never public. */
  readonly personal?: true
}

/** One field of an event. The comment after each type is the value as it travels in JSON. */
export type ProfileField =
  /** string, at most `maxLength` (500) characters */
  | (ProfileFieldBase & { readonly type: 'text'; readonly maxLength?: number })
  /** string; `pattern` is a regular expression over the whole code, matched without flags */
  | (ProfileFieldBase & { readonly type: 'code'; readonly pattern?: string; readonly scheme?: string })
  /** array of strings: many codes, scanned one after the other or read from a file; at most `most` (3,500) */
  | (ProfileFieldBase & { readonly type: 'codes'; readonly scheme?: string; readonly most?: number })
  /** boolean */
  | (ProfileFieldBase & { readonly type: 'yes_no' })
  /** array of objects by the keys of `fields`: repeated rows; at most `most` (200) */
  | (ProfileFieldBase & { readonly type: 'rows'; readonly fields: readonly ProfileRowField[]; readonly most?: number })
  /** `{ "quantity": "12.5", "unit": "kg" }`, above zero; `units` are those allowed, the usual one first */
  | (ProfileFieldBase & { readonly type: 'quantity'; readonly units: readonly Unit[]; readonly unit?: Unit })
  /** `"2026-11-21"`, a civil date in Asia/Shanghai */
  | (ProfileFieldBase & { readonly type: 'date' })
  /** ISO 8601 with offset or Z */
  | (ProfileFieldBase & { readonly type: 'datetime' })
  /** the id of one choice; with `multiple` an array of ids */
  | (ProfileFieldBase & {
      readonly type: 'choice'
      readonly choices: readonly ProfileChoice[]
      readonly multiple?: boolean
    })
  /** decimal string, at most three decimals; `unit` is only shown */
  | (ProfileFieldBase & {
      readonly type: 'number'
      readonly unit?: Unit
      readonly whole?: boolean
      readonly min?: string
      readonly max?: string
    })
  /** an agricultural input: `InputValue` */
  | (ProfileFieldBase & { readonly type: 'input'; readonly inputKinds?: readonly InputKind[] })
  /** id of a plot, person (member), file */
  | (ProfileFieldBase & { readonly type: 'plot' | 'person' | 'file' })
  /** `PlaceValue` */
  | (ProfileFieldBase & { readonly type: 'place' })

export type ProfileFieldType = ProfileField['type']

/** A field of a repeated row: rows do not nest. */
export type ProfileRowField = Exclude<ProfileField, { type: 'rows' | 'codes' | 'input' | 'plot' }>

export interface ProfileChoice {
  readonly id: string
  readonly names: Names
}

export type InputKind = 'pesticide' | 'fertiliser' | 'veterinary_drug' | 'feed' | 'feed_additive' | 'seed' | 'other'

/** Value of an `input` field: what was used. Name and source are asked for by law (农产品质量安全法 art. 27). */
export interface InputValue {
  /** Name on the label. */
  readonly name: string
  readonly kind: InputKind
  /** Registration or approval number on the label (pesticide PD…, veterinary drug approval number). */
  readonly registrationNumber?: string
  /** 来源: whom it was bought from, or the maker. */
  readonly source?: string
  /** Active substances, when known: the banned list is by substance as well as by name. */
  readonly substances?: readonly string[]
}

/** Value of a `place` field. */
export interface PlaceValue {
  readonly name: string
  readonly divisionCode?: string
}

/**
 * A rule of the profile. The condition is a function known by name to the module that runs it; the profile says on
 * which events it applies and what follows. `block` refuses, `warn` accepts with a warning, `alarm` also puts a
 * signal on an authority's desk, `task` opens dated work.
 */
export interface ProfileRule extends Sourced {
  readonly id: string
  /** Ids of events of this profile. */
  readonly on: readonly string[]
  readonly when: ProfileRuleName
  readonly action: 'block' | 'warn' | 'alarm' | 'task'
  readonly names: Names
}

/** The rule functions that exist. A profile naming another does not compile. */
export type ProfileRuleName =
  /** harvest or slaughter before the end of the safety interval or withdrawal period of an input used */
  | 'safety_interval'
  /** the input is on the list of banned inputs of the day of use */
  | 'banned_input'
  /** the input is restricted and used on a product it may not be used on */
  | 'restricted_input'
  /** a production record lacks what the law asks for */
  | 'record_complete'
  /** a batch is sold without a commitment certificate */
  | 'certificate_missing'
  /** mixed or repacked goods carry no new certificate */
  | 'certificate_after_mixing'
  /** no quarantine certificate at intake */
  | 'quarantine_missing'
  /** goods leave without inspection mark and certificate */
  | 'inspection_missing'
  /** animals without ear tag */
  | 'tag_missing'
  /** a test of the batch failed */
  | 'test_failed'
  /** output exceeds what the yield allows */
  | 'yield_exceeded'
  /** past shelf life */
  | 'expired'

/**
 * How much a process can give at most: Σ output ≤ `maxRatio` × Σ input, both in units of one dimension (or one counted
 * unit). Where input and output are counted differently (head → kg) `inputUnit` and `outputUnit` say which.
 */
export interface ProfileYield extends Sourced {
  readonly confidence: Confidence
  /** Id of an event of this profile with move `transform` or `produce`. */
  readonly event: string
  /** Prefix of the classification codes of the goods that go in and come out. */
  readonly inputClass: string
  readonly outputClass: string
  /** Decimal string: `0.8` = at most 80 kg out of 100 kg. */
  readonly maxRatio: string
  readonly inputUnit: Unit
  readonly outputUnit: Unit
}

/** How long records are kept at least. */
export interface ProfileRetention extends Sourced {
  /** Ids of events; empty: all of the profile. */
  readonly events: readonly string[]
  readonly months: number
  /** What the time runs from. */
  readonly from: 'record' | 'sale' | 'shelf_life_end' | 'expiry' | 'life_end'
}

/** What the public page shows of this chain. */
export interface ProfilePublicView {
  /** Ids of events shown as steps, in the order of the chain. */
  readonly events: readonly string[]
  /** True where the place of the first scan is shown. */
  readonly firstScan: boolean
  /** Controlled goods: nothing of this chain is ever public. */
  readonly none?: true
}

/** The field of an event that has its day: the one that says so, else the first date that is asked for. */
export const dayField = ({ fields }: Pick<ProfileEvent, 'fields'>): ProfileField | undefined =>
  fields.find((f) => f.day) ?? fields.find((f) => f.type === 'date' && f.required)

/** The version of a profile in force on a civil date (Asia/Shanghai); the later `from` wins where two overlap. */
export function profileAt(profiles: readonly Profile[], id: string, date: string): Profile | undefined {
  return profiles
    .filter(({ id: own, effective: { from, to } }) => own === id && from <= date && (to === undefined || date < to))
    .sort((a, b) => (a.effective.from < b.effective.from ? 1 : -1))[0]
}
