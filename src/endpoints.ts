import { assetEndpoints } from './modules/asset/schema.ts'
import { catalogueEndpoints } from './modules/catalogue/schema.ts'
import { controlEndpoints } from './modules/control/schema.ts'
import { deviceEndpoints } from './modules/device/schema.ts'
import { exchangeEndpoints } from './modules/exchange/schema.ts'
import { identityEndpoints } from './modules/identity/schema.ts'
import { labelEndpoints } from './modules/label/schema.ts'
import { notifyEndpoints } from './modules/notify/schema.ts'
import { oversightEndpoints } from './modules/oversight/schema.ts'
import { portalEndpoints } from './modules/portal/schema.ts'
import { productionEndpoints } from './modules/production/schema.ts'
import { proofEndpoints } from './modules/proof/schema.ts'
import { registryEndpoints } from './modules/registry/schema.ts'
import { retentionEndpoints } from './modules/retention/schema.ts'
import { serialEndpoints } from './modules/serial/schema.ts'
import { holdEndpoints } from './modules/trace/hold/schema.ts'
import { batchEndpoints } from './modules/trace/schema.ts'
import { walkEndpoints } from './modules/trace/walk/schema.ts'
import { tradeEndpoints } from './modules/trade/schema.ts'
import type { Endpoint } from './platform/endpoint.ts'

/** Every endpoint there is, for OpenAPI, the matrix test and offline replay by name. Browser-safe. */
export const endpoints: readonly Endpoint[] = [
  ...identityEndpoints,
  ...catalogueEndpoints,
  ...registryEndpoints,
  ...batchEndpoints,
  ...holdEndpoints,
  ...walkEndpoints,
  ...proofEndpoints,
  ...productionEndpoints,
  ...serialEndpoints,
  ...labelEndpoints,
  ...tradeEndpoints,
  ...assetEndpoints,
  ...deviceEndpoints,
  ...controlEndpoints,
  ...oversightEndpoints,
  ...retentionEndpoints,
  ...exchangeEndpoints,
  ...portalEndpoints,
  ...notifyEndpoints,
]
