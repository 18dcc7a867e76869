import { readConfig } from './platform/config.ts'
import { isPlainFault, onSignal } from './platform/start.ts'
import { start } from './run.ts'

try {
  const config = readConfig(process.env)
  const running = await start(config, (what) => console.log(`… ${what}`))
  onSignal(running.close)
  if (running.port !== undefined) console.log(`Suyuan 溯源 ${config.origin}`)
} catch (err) {
  if (!isPlainFault(err)) throw err
  console.error(`Suyuan cannot start. ${err.message}`)
  process.exit(1)
}
