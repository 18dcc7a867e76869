/** Ids of files that the server does not have yet, for the check of a form that must work without a line. */
export const pendingIds = new Set<string>()
