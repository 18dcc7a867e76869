import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { isPublicAddress, type OutgoingError, outgoing, outgoingUrl } from './outgoing.ts'

const servers: Server[] = []
afterEach(() =>
  Promise.all(servers.splice(0).map((s) => new Promise((done) => s.close(done).closeAllConnections() ?? done(0)))),
)

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}
const reasonOf = (p: Promise<unknown>) =>
  p.then(
    () => 'sent',
    (err: OutgoingError) => err.reason,
  )
const message = { headers: {}, body: '{}' }
const to =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.255',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:8.8.8.8',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::1',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'fec0::1',
  'ff02::1',
  'localhost',
  '',
])('%s is not on the open internet', (address) => expect(isPublicAddress(address)).toBe(false))

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.1',
  '172.32.0.1',
  '223.5.5.5',
  '2400:3200::1',
  '2606:4700::1111',
])('%s is', (address) => expect(isPublicAddress(address)).toBe(true))

test.each([
  ['https://client.example/hook', 'ok'],
  ['http://client.example:8080/hook', 'ok'],
  ['https://1.1.1.1/hook', 'ok'],
  ['nonsense', 'outgoing.address_malformed'],
  [`https://a.example/${'x'.repeat(2000)}`, 'outgoing.address_malformed'],
  ['ftp://client.example/', 'outgoing.scheme'],
  ['file:///etc/passwd', 'outgoing.scheme'],
  ['https://name:secret@client.example/', 'outgoing.credentials'],
  ['https://client.example:22/', 'outgoing.port'],
  ['https://client.example:5432/', 'outgoing.port'],
  ['http://127.0.0.1/', 'outgoing.private'],
  // other spellings of the same
  ['http://2130706433/', 'outgoing.private'],
  ['http://0x7f.1/', 'outgoing.private'],
  ['http://0177.0.0.1/', 'outgoing.private'],
  ['http://127.1/', 'outgoing.private'],
  ['http://[::1]/', 'outgoing.private'],
  ['http://[::ffff:127.0.0.1]/', 'outgoing.private'],
  ['http://[fe80::1]/', 'outgoing.private'],
  ['http://169.254.169.254/latest/meta-data/', 'outgoing.private'],
  ['http://①②⑦.0.0.1/', 'outgoing.private'],
])('the address %s is %s', (url, expected) => {
  const said = () => {
    try {
      outgoingUrl(url, [])
      return 'ok'
    } catch (err) {
      return (err as OutgoingError).reason
    }
  }
  expect(said()).toBe(expected)
})

test('a name is as good as the worst of its addresses', async () => {
  const url = 'https://client.example/hook'
  expect(await reasonOf(outgoing([], to('1.1.1.1')).check(url))).toBe('sent')
  expect(await reasonOf(outgoing([], to('1.1.1.1', '10.0.0.1')).check(url))).toBe('outgoing.private')
  expect(await reasonOf(outgoing([], to('1.1.1.1', '::1')).post({ ...message, url }))).toBe('outgoing.private')
  expect(await reasonOf(outgoing([], to()).check(url))).toBe('outgoing.unresolved')
  const nowhere = outgoing([], () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })))
  expect(await reasonOf(nowhere.check(url))).toBe('outgoing.unresolved')
})

test('a check does not wait for names that never come', async () => {
  const never = outgoing([], () => new Promise(() => {}))
  expect(await reasonOf(never.check('https://a.example/'))).toBe('outgoing.unresolved')
})

test('nothing inside is reached, until the operator of the platform allows the host', async () => {
  const seen: string[] = []
  const port = await serve((req, res) => {
    seen.push(`${req.method} ${req.url} ${req.headers.host}`)
    res.end('thanks')
  })
  const url = `http://inside.example:${port}/hook`
  const resolve = to('127.0.0.1')
  expect(await reasonOf(outgoing([], resolve).post({ ...message, url }))).toBe('outgoing.port')
  expect(await reasonOf(outgoing([], resolve).post({ ...message, url: 'http://inside.example/' }))).toBe(
    'outgoing.private',
  )
  expect(await reasonOf(outgoing([`other.example:${port}`], resolve).post({ ...message, url }))).toBe('outgoing.port')
  expect(seen).toEqual([])
  for (const allowed of [`inside.example:${port}`, 'inside.example'])
    expect(await outgoing([allowed], resolve).post({ ...message, url })).toMatchObject({ status: 200, body: 'thanks' })
  expect(seen).toEqual(Array(2).fill(`POST /hook inside.example:${port}`))
  const literal = `http://127.0.0.1:${port}/hook`
  expect((await outgoing([`127.0.0.1:${port}`]).post({ ...message, url: literal })).status).toBe(200)
})

test('a name is asked for once: what it says later changes nothing', async () => {
  const port = await serve((_, res) => res.end())
  let asked = 0
  const rebinding = async () => [{ address: asked++ ? '203.0.113.9' : '127.0.0.1', family: 4 }]
  const url = `http://inside.example:${port}/`
  expect((await outgoing(['inside.example'], rebinding).post({ ...message, url })).status).toBe(200)
  expect(asked).toBe(1)
})

test('a redirect is an answer and not a way', async () => {
  let visited = false
  const inner = await serve((_, res) => {
    visited = true
    res.end()
  })
  const outer = await serve((_, res) => res.writeHead(307, { location: `http://127.0.0.1:${inner}/` }).end())
  const answer = await outgoing(['127.0.0.1']).post({ ...message, url: `http://127.0.0.1:${outer}/` })
  expect(answer.status).toBe(307)
  expect(visited).toBe(false)
})

test('who answers slowly, endlessly or not at all is let go', async () => {
  const silent = await serve(() => {})
  const slow = { ...message, timeoutMs: 150 }
  const here = outgoing(['127.0.0.1'])
  expect(await reasonOf(here.post({ ...slow, url: `http://127.0.0.1:${silent}/` }))).toBe('outgoing.timeout')
  const dripping = await serve((_, res) => {
    const timer = setInterval(() => res.write('x'), 20)
    res.on('close', () => clearInterval(timer))
  })
  expect(await reasonOf(here.post({ ...slow, url: `http://127.0.0.1:${dripping}/` }))).toBe('outgoing.timeout')
  const neverResolved = outgoing([], () => new Promise(() => {}))
  expect(await reasonOf(neverResolved.post({ ...slow, url: 'https://a.example/' }))).toBe('outgoing.timeout')
  const endless = await serve((_, res) => {
    const more = () => {
      while (res.write('y'.repeat(65_536)));
      res.once('drain', more)
    }
    more()
  })
  const answer = await here.post({ ...message, answerBytes: 1000, url: `http://127.0.0.1:${endless}/` })
  expect(answer.body).toHaveLength(1000)
  expect(await reasonOf(here.post({ ...message, url: 'http://127.0.0.1:1/' }))).toBe('outgoing.unreachable')
})
