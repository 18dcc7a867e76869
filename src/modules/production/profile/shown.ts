import type { Profile } from '../../../kernel/profile.ts'
import { ProfileShape } from './schema.ts'

/** A profile as it travels: profiles are readonly data, the wire shape is not. */
export const shownProfile = (profile: Profile): ProfileShape => ProfileShape.parse(profile)
