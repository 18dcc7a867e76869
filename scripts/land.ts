import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { migrationsFolder } from '../src/platform/migrate.ts'

/** Notes the hashes of new migrations; one that is noted and has changed is refused. */
const file = `${migrationsFolder}/landed.json`
const landed = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
for (const name of readdirSync(migrationsFolder)
  .filter((f) => f.endsWith('.sql'))
  .sort()) {
  const hash = createHash('sha256')
    .update(readFileSync(`${migrationsFolder}/${name}`))
    .digest('hex')
  if (landed[name] && landed[name] !== hash) {
    console.error(`${name} has landed and must not change: write a new migration`)
    process.exit(1)
  }
  landed[name] = hash
}
writeFileSync(file, `${JSON.stringify(landed, null, 2)}\n`)
