/**
 * The order of test files: the longest begin first, so that no worker begins with one when the others are done. vitest knows how long a file
 * takes once it has run it; in a clean checkout it goes by size, which says little.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest of each project, by the ends of their names. */
const LONG = [
  ...['node/cli', 'node/fidelity', 'benchmark/run', 'node/engine', 'gemv/gemv', 'node/lab', 'node/recompute'],
  ...['node/engine-failures', 'waterfall/profile', 'node/tuning', 'node/kernel-failures', 'build/shader-hash'],
  ...['attention/attention', 'node/forced-passage', 'gemm/gemm'],
  ...['browsers/parity', 'browsers/two-tabs', 'browsers/pages', 'browsers/receipt', 'browsers/duel'],
  ...['browsers/learn'],
  ...['statistics/trend', 'kernels/programs', 'statistics/correlation', 'proof/honest'],
].map((name) => `/${name}.test.ts`);

export class LongestFirst extends BaseSequencer {
  /** The projects in the order that they have. */
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project))];
    return projects.flatMap((project) =>
      sorted.filter((file) => file.project === project).sort((a, b) => placeOf(a) - placeOf(b)),
    );
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = LONG.findIndex((end) => moduleId.endsWith(end));
  return place === -1 ? LONG.length : place;
}
