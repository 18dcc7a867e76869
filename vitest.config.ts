import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['test/cluster.ts'],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
    // most of a file's time is importing the module graph; two cores
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
})
