/** Reference data that every test database starts with; loaded once, as the owner, into the template. */
export async function loadTemplate(_ownerUrl: string): Promise<void> {}
