import { setupLink } from './modules/identity/index.ts'
import { readConfig } from './platform/config.ts'
import { isPlainFault, onSignal } from './platform/start.ts'
import { start } from './run.ts'

try {
  const config = readConfig(process.env)
  const running = await start(config, (what) => console.log(`… ${what}`))
  onSignal(running.close)
  if (running.port !== undefined) {
    console.log(`Suyuan 溯源 ${config.origin}`)
    const link = await setupLink(running.deps)
    if (link) console.log(`The platform is empty. Create its first administrator here, once, within 24 hours:\n${link}`)
  }
} catch (err) {
  if (!isPlainFault(err)) throw err
  console.error(`Suyuan cannot start. ${err.message}`)
  process.exit(1)
}
