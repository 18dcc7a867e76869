import { setupLink } from './modules/identity/index.ts'
import { readConfig } from './platform/config.ts'
import { isPlainFault, onSignal } from './platform/start.ts'
import { start } from './run.ts'

let stopping = false
try {
  const config = readConfig(process.env)
  const starting = start(config, (what) => console.log(`… ${what}`))
  // a signal during the start waits for its end, so that nothing is left behind
  onSignal(async () => {
    stopping = true
    await (await starting).close()
  })
  const running = await starting
  if (running.port !== undefined) {
    console.log(`Suyuan 溯源 ${config.origin}`)
    const link = await setupLink(running.deps)
    if (link) console.log(`The platform is empty. Create its first administrator here, once, within 24 hours:\n${link}`)
  } else console.log('Suyuan 溯源 works on what web processes leave; it answers no requests')
} catch (err) {
  // told to stop in the middle of it: the database was let go of under what is left of the start
  if (!stopping) {
    if (!isPlainFault(err)) throw err
    console.error(`Suyuan cannot start. ${err.message}`)
    process.exit(1)
  }
}
