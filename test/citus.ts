import pg from 'pg'

/*
 * Databases for the tests on a Citus cluster that somebody else provides: CITUS_URL names a database of its coordinator,
 * as a superuser whose name and password are the same on every node, and that database knows the workers. A database is
 * made on each node, and spread by the migration runner. None was provided where this was written: it has never run.
 */

/** The URL of the cluster, when the tests are to run on one. */
export const citusUrl = process.env['CITUS_URL']

const at = (url: string, database: string, node?: { host: string; port: number }): string => {
  const u = new URL(url)
  u.pathname = `/${database}`
  if (node) {
    u.hostname = node.host
    u.port = String(node.port)
  }
  return decodeURI(u.href)
}

async function ask<R extends object>(url: string, statements: readonly string[]): Promise<R[]> {
  const db = new pg.Client(url)
  await db.connect()
  try {
    let rows: R[] = []
    for (const text of statements) rows = (await db.query<R>(text)).rows
    return rows
  } finally {
    await db.end()
  }
}

type Node = { host: string; port: number; coordinator: boolean }

/** The nodes that CITUS_URL's database knows. */
const nodesOf = (url: string): Promise<Node[]> =>
  ask<Node>(url, [
    `select nodename as host, nodeport as port, groupid = 0 as coordinator from pg_dist_node
     where noderole = 'primary' and isactive order by groupid`,
  ])

/** Makes an empty database on every node and joins them, with few shards so that tests are quick. @returns its URL. */
export async function makeCitusDatabase(url: string, name: string): Promise<string> {
  const nodes = await nodesOf(url)
  const workers = nodes.filter((n) => !n.coordinator)
  const own = nodes.find((n) => n.coordinator)
  for (const w of workers) {
    await ask(at(url, 'postgres', w), ['set citus.enable_create_database_propagation = off', `create database ${name}`])
    await ask(at(url, name, w), ['create extension citus'])
  }
  await ask(at(url, 'postgres'), ['set citus.enable_create_database_propagation = off', `create database ${name}`])
  await ask(at(url, name), [
    'create extension citus',
    ...(own ? [`select citus_set_coordinator_host('${own.host}', ${own.port})`] : []),
    ...workers.map((w) => `select citus_add_node('${w.host}', ${w.port})`),
    `alter database ${name} set citus.shard_count = 4`,
    // one connection a node for a session that does little (scaling.md R18)
    `alter database ${name} set citus.max_adaptive_executor_pool_size = 1`,
  ])
  return at(url, name)
}

/** Takes the database away on every node. */
export async function dropCitusDatabase(url: string, name: string): Promise<void> {
  const drop = [`drop database if exists ${name} with (force)`]
  const nodes = await nodesOf(url)
  await ask(at(url, 'postgres'), drop)
  for (const w of nodes.filter((n) => !n.coordinator)) await ask(at(url, 'postgres', w), drop)
}
