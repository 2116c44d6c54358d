/**
 * `npm run bench:tuning -- FILE [SEED...]`: for each seed, tunes the sites of small shapes on this machine's adapter, once trying every
 * variant and once by expectation, and adds both to the file, a line of JSON each; then prints what the whole file says. `SEED:expected` and
 * `SEED:every` run one of the two.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { create, globals } from 'webgpu';
import { nodeEnvironment } from '../../src/cli/environment';
import { clockResolution, systemClock } from '../../src/benchmark/clock';
import { openContext } from '../../src/device/open';
import { COMMIT, VERSION } from '../../src/foundation/build';
import { ensureRuntimeFolder } from '../../src/setup/runtime-folder';
import { chooseDriver, vulkanEnvironment } from '../machine';
import { keptSchema, POLICIES, type Kept, type Policy } from './kept';
import { summaryText } from './summary';
import { tunedRun } from './tuned-run';

const SHAPES = ['Fable', 'stories15M'];
const FORMATS = ['fp16', 'int8', 'int4'] as const;

ensureRuntimeFolder();
// What Mesa compiled for an earlier seed would cost the later ones nothing.
Object.assign(process.env, vulkanEnvironment(chooseDriver(process.env['VK_DRIVER_FILES'] ?? null)), {
  MESA_SHADER_CACHE_DISABLE: 'true',
});
Object.assign(globalThis, globals);
// Held for the life of the process: Dawn's objects crash it when they are collected.
const gpu = create([]);

async function measured(seed: number, policy: Policy): Promise<Kept> {
  const context = await openContext(gpu, 'high-performance');
  try {
    const { vendor, device, description, software } = context.granted;
    const before = loadavg()[0] ?? 0;
    const { seconds, sites } = await tunedRun(context, { seed, policy, shapes: SHAPES, formats: FORMATS });
    const { dawn } = nodeEnvironment(clockResolution(systemClock));
    return {
      ...{ seed, policy, seconds, sites },
      adapter: `${description || device}, ${vendor}${software ? ' (software adapter, not a GPU)' : ''}`,
      version: `tokamark ${VERSION}, commit ${COMMIT}, Dawn ${dawn ?? 'unknown'}`,
      date: new Date().toISOString(),
      load: [before, loadavg()[0] ?? 0],
    };
  } finally {
    context.close();
  }
}

const keptIn = (file: string): Kept[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => keptSchema.parse(JSON.parse(line)))
    : [];

const [file, ...wanted] = process.argv.slice(2);
const asked = wanted.map((text) => /^(?<seed>\d+)(?::(?<policy>every|expected))?$/.exec(text)?.groups ?? null);
if (file === undefined || asked.includes(null)) {
  process.stderr.write('Give the file to add to, and whole numbers as seeds: npm run bench:tuning -- FILE [SEED...]\n');
  process.exit(2);
}
for (const one of asked) {
  const seed = Number(one?.['seed']);
  // In turn the first, so that a machine that changes favours neither.
  const policies = seed % 2 === 0 ? POLICIES : POLICIES.toReversed();
  for (const policy of policies.filter((each) => (one?.['policy'] ?? each) === each)) {
    const kept = await measured(seed, policy);
    appendFileSync(file, `${JSON.stringify(kept)}\n`);
    process.stderr.write(`seed ${seed}, ${policy}: ${kept.seconds.toFixed(1)} s\n`);
  }
}
process.stdout.write(summaryText(keptIn(file)));
// Dawn's threads would keep the process.
process.exit(0);
