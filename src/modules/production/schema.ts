import { fileEndpoints } from './file/schema.ts'
import { harvestEndpoints } from './harvest/schema.ts'
import { inputEndpoints } from './input/schema.ts'
import { getProfile, listProfiles } from './profile/schema.ts'
import { recordEndpoints } from './record/schema.ts'
import { listRefusals } from './refusal/schema.ts'
import { finishTask, listTasks } from './rule/schema.ts'
import { listSignals } from './signal/schema.ts'
import { recordStep } from './step/schema.ts'

/** Every operation on production: profiles, records, inputs, harvests, steps, and what supervision sees of them. */
export const productionEndpoints = [
  listProfiles,
  getProfile,
  ...recordEndpoints,
  ...fileEndpoints,
  ...inputEndpoints,
  ...harvestEndpoints,
  recordStep,
  listRefusals,
  listSignals,
  listTasks,
  finishTask,
]
