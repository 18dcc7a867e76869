/**
 * The standard vocabularies of EPCIS events: GS1 Core Business Vocabulary 2.0 §7 (business steps, dispositions, business
 * transaction types, source and destination types, error reasons, components) and the measurement types and alert types
 * of the GS1 Web Vocabulary. The words are those of GS1's published JSON-LD context and JSON schema (github.com/gs1/EPCIS,
 * commit 2b888bef), which agree with each other.
 */

const bizSteps =
  'accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting installing killing loading other packing picking receiving removing repackaging repairing replacing reserving retail_selling sampling sensor_reporting shipping staging_outbound stock_taking stocking storing transporting unloading unpacking void_shipping'
const dispositions =
  'active available completeness_inferred completeness_verified conformant container_closed container_open damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class mismatch_instance mismatch_quantity needs_replacement no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled reserved retail_sold returned sellable_accessible sellable_not_accessible stolen unavailable unknown'
const bizTransactionTypes = 'bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt'
const components =
  'x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing latitude longitude altitude'

/**
 * What each measurement type measures, as powers of the SI base units (L length, M mass, T time, I current, H
 * temperature, N amount, J luminous intensity; '1' has no dimension): two units convert only inside one dimension.
 * MemoryCapacity is counted in bits and bytes, which are no SI unit.
 */
export const measurementDimensions: Readonly<Record<string, string>> = {
  AbsoluteHumidity: 'L-3 M',
  AbsorbedDose: 'L2 T-2',
  AbsorbedDoseRate: 'L2 T-3',
  Acceleration: 'L T-2',
  Altitude: 'L',
  AmountOfSubstance: 'N',
  AmountOfSubstancePerUnitVolume: 'L-3 N',
  Angle: '1',
  AngularAcceleration: 'T-2',
  AngularMomentum: 'L2 M T-1',
  AngularVelocity: 'T-1',
  Area: 'L2',
  Capacitance: 'L-2 M-1 T4 I2',
  Conductance: 'L-2 M-1 T3 I2',
  Conductivity: 'L-3 M-1 T3 I2',
  Count: '1',
  Density: 'L-3 M',
  Dimensionless: '1',
  DoseEquivalent: 'L2 T-2',
  DoseEquivalentRate: 'L2 T-3',
  DynamicViscosity: 'L-1 M T-1',
  ElectricCharge: 'T I',
  ElectricCurrent: 'I',
  ElectricCurrentDensity: 'L-2 I',
  ElectricFieldStrength: 'L M T-3 I-1',
  Energy: 'L2 M T-2',
  Exposure: 'M-1 T I',
  Force: 'L M T-2',
  Frequency: 'T-1',
  Illuminance: 'L-2 J',
  Inductance: 'L2 M T-2 I-2',
  Irradiance: 'M T-3',
  KinematicViscosity: 'L2 T-1',
  Length: 'L',
  LinearMomentum: 'L M T-1',
  Luminance: 'L-2 J',
  LuminousFlux: 'J',
  LuminousIntensity: 'J',
  MagneticFlux: 'L2 M T-2 I-1',
  MagneticFluxDensity: 'M T-2 I-1',
  MagneticVectorPotential: 'L M T-2 I-1',
  Mass: 'M',
  MassConcentration: 'L-3 M',
  MassFlowRate: 'M T-1',
  MassPerAreaTime: 'L-2 M T-1',
  MemoryCapacity: 'bit',
  MolalityOfSolute: 'M-1 N',
  MolarEnergy: 'L2 M T-2 N-1',
  MolarMass: 'M N-1',
  MolarVolume: 'L3 N-1',
  Power: 'L2 M T-3',
  Pressure: 'L-1 M T-2',
  RadiantFlux: 'L2 M T-3',
  RadiantIntensity: 'L2 M T-3',
  Radioactivity: 'T-1',
  RelativeHumidity: '1',
  Resistance: 'L2 M T-3 I-2',
  Resistivity: 'L3 M T-3 I-2',
  SolidAngle: '1',
  SpecificVolume: 'L3 M-1',
  Speed: 'L T-1',
  SurfaceDensity: 'L-2 M',
  SurfaceTension: 'M T-2',
  Temperature: 'H',
  Time: 'T',
  Torque: 'L2 M T-2',
  Voltage: 'L2 M T-3 I-1',
  Volume: 'L3',
  VolumeFlowRate: 'L3 T-1',
  VolumeFraction: '1',
  VolumetricFlux: 'L T-1',
  Wavenumber: 'L-1',
}

export const vocabularies = [
  'bizStep',
  'disposition',
  'bizTransactionType',
  'sourceDestType',
  'errorReason',
  'component',
  'measurementType',
  'sensorAlert',
] as const
export type CbvVocabulary = (typeof vocabularies)[number]

type Terms = { words: ReadonlySet<string>; web: string; webForms: readonly string[]; urn?: string; curie: string }
const set = (words: string) => new Set(words.split(' '))
const cbv = (words: string, name: string, urn?: string): Terms => ({
  words: set(words),
  web: `https://ref.gs1.org/cbv/${name}-`,
  // the address CBV 2.0 had as a draft (ns.gs1.org) and the one without TLS name the same word
  webForms: ['https://ref.gs1.org', 'http://ref.gs1.org', 'https://ns.gs1.org', 'http://ns.gs1.org'].map(
    (host) => `${host}/cbv/${name}-`,
  ),
  ...(urn ? { urn: `urn:epcglobal:cbv:${urn}:` } : {}),
  curie: `cbv:${name}-`,
})
const voc = (words: Iterable<string>): Terms => ({
  words: new Set(words),
  web: 'https://ref.gs1.org/voc/',
  webForms: ['ref.gs1.org', 'gs1.org', 'www.gs1.org'].flatMap((host) => [
    `https://${host}/voc/`,
    `http://${host}/voc/`,
  ]),
  curie: 'gs1:',
})

const terms: Readonly<Record<CbvVocabulary, Terms>> = {
  bizStep: cbv(bizSteps, 'BizStep', 'bizstep'),
  disposition: cbv(dispositions, 'Disp', 'disp'),
  bizTransactionType: cbv(bizTransactionTypes, 'BTT', 'btt'),
  sourceDestType: cbv('owning_party possessing_party location', 'SDT', 'sdt'),
  errorReason: cbv('did_not_occur incorrect_data', 'ER', 'er'),
  component: cbv(components, 'Comp'),
  measurementType: voc(Object.keys(measurementDimensions)),
  sensorAlert: voc(['ALARM_CONDITION', 'ERROR_CONDITION']),
}

/** Every word of a vocabulary, bare. */
export const wordsOf = (vocabulary: CbvVocabulary): readonly string[] => [...terms[vocabulary].words]

/** Is this bare word a standard word of the vocabulary? */
export const isCbvWord = (vocabulary: CbvVocabulary, word: string): boolean => terms[vocabulary].words.has(word)

/** The end of a text that stands in the vocabulary's namespace (URN, web URI, `cbv:` or `gs1:`), known word or not. */
function inside(t: Terms, text: string): string | undefined {
  if (t.urn && text.startsWith(t.urn)) return text.slice(t.urn.length)
  for (const web of t.webForms) if (text.startsWith(web)) return text.slice(web.length)
  return text.startsWith(t.curie) ? text.slice(t.curie.length) : undefined
}

/**
 * The bare CBV word that a text names: bare itself, as URN, as web URI or as a CURIE. Undefined for words of others and
 * for words CBV does not have.
 */
export function cbvWord(vocabulary: CbvVocabulary, text: string): string | undefined {
  const t = terms[vocabulary]
  if (t.words.has(text)) return text
  const word = inside(t, text)
  return word !== undefined && t.words.has(word) ? word : undefined
}

/** Does the text claim to be a standard word (it stands in GS1's namespace) although there is no such word? */
export function isInventedCbvWord(vocabulary: CbvVocabulary, text: string): boolean {
  const t = terms[vocabulary]
  // a gs1: measurement that this table does not know may be newer than the table: it is a web vocabulary, not a code list
  if (vocabulary === 'measurementType' || vocabulary === 'sensorAlert') return false
  const word = inside(t, text)
  return word !== undefined && !t.words.has(word)
}

/** `shipping` → `https://ref.gs1.org/cbv/BizStep-shipping`; a text that is no word of the vocabulary comes back as it is. */
export function cbvUri(vocabulary: CbvVocabulary, text: string): string {
  const t = terms[vocabulary]
  const word = cbvWord(vocabulary, text)
  if (word !== undefined) return t.web + word
  const other = inside(t, text)
  return other === undefined ? text : t.web + other
}

/**
 * `shipping` → `urn:epcglobal:cbv:bizstep:shipping`, the form of the XML binding. Vocabularies without a URN form
 * (components, measurement types, alerts) answer with the web URI.
 */
export function cbvUrn(vocabulary: CbvVocabulary, text: string): string {
  const t = terms[vocabulary]
  const word = cbvWord(vocabulary, text)
  return word === undefined || t.urn === undefined ? cbvUri(vocabulary, text) : t.urn + word
}
