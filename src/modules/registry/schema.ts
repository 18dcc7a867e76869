import { documentEndpoints } from './document/schema.ts'
import { filingEndpoints } from './filing/schema.ts'
import { identifierEndpoints } from './identifier/schema.ts'
import { licenceEndpoints } from './licence/schema.ts'
import { operatorEndpoints } from './operator/schema.ts'
import { siteEndpoints } from './site/schema.ts'

export const registryEndpoints = [
  ...filingEndpoints,
  ...documentEndpoints,
  ...operatorEndpoints,
  ...siteEndpoints,
  ...identifierEndpoints,
  ...licenceEndpoints,
]
