import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that take longest, longest first (seconds on two cores: 200, 165, 120, 95, 65, …). On a fresh machine vitest
 * begins with the largest files, and these are small: the last of them would run while the other worker has nothing left.
 */
const longest = [
  'test/e2e/console-pages.test.ts',
  'src/modules/trace/hold/protocol.test.ts',
  'test/matrix/hostile.test.ts',
  'src/modules/trace/hold/control.test.ts',
  'test/start.test.ts',
  'test/e2e/demo.test.ts',
  'test/e2e/chains.test.ts',
  'test/e2e/main-job.test.ts',
  'test/e2e/portal.test.ts',
  'src/modules/trace/trace.test.ts',
  'src/modules/trace/capture/orders.test.ts',
  'src/modules/exchange/query/narrow.test.ts',
  'src/modules/trace/hold/job.test.ts',
]

/** Two workers end together when what takes long begins first; everything else as vitest has it. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((file) => moduleId.endsWith(file))
      return at < 0 ? longest.length : at
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}
