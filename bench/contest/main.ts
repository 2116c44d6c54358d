/**
 * `npm run bench:contest`: `tokamark run` with the models of onnxruntime and llama.cpp beside ours, so that policy, guards, statistics, result and Markdown
 * are the product's for all of them. Takes the name of a contest that is kept (contests.ts), or the options of that command; the peers' inputs are in
 * TOKAMARK_ONNX and TOKAMARK_GGUF.
 */
import { copyFileSync, existsSync, mkdirSync, openAsBlob, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { clockResolution, systemClock } from '../../src/benchmark/clock';
import { nodeEnvironment } from '../../src/cli/environment';
import { observeMachine } from '../../src/cli/guards/observe-machine';
import { main } from '../../src/cli/main';
import { nodeHost } from '../../src/cli/node-host';
import { bytes } from '../../src/foundation/units';
import type { StoredFormat } from '../../src/kernels/format';
import { recipeOf } from '../../src/kernels/recipe';
import type { Contestant } from '../../src/benchmark/contestant';
import { fileDigest, type WeightSource } from '../../src/benchmark/workload';
import { MODEL_SETTINGS } from '../engines/onnxruntime-model';
import { storeInMemory } from '../../src/tuning/store';
import { createEngine } from '../../src/worker/engine';
import { NO_LOCK } from '../../src/worker/gpu-lock';
import { ensureRuntimeFolder } from '../../src/setup/runtime-folder';
import { openChild } from '../child';
import { chooseDriver, vulkanEnvironment } from '../machine';
import { PEER_SHAPE, PEER_SHAPES } from '../peer-shape';
import { importResult } from '../../src/report/import/import-result';
import { cacheFolder } from '../peer-module';
import { CONTESTS, type Contest } from './contests';
import { inputsAt } from './inputs';
import { peerContestant, type Peer } from './peer';
import { Processes } from './processes';
import { missingRows, renderContests } from './tables';

const ONNXRUNTIME = {
  engine: 'onnxruntime',
  name: 'onnxruntime',
  input: 'TOKAMARK_ONNX',
  sequences: 8,
  weights: { generator: 'bench-noise/1', seed: 1 },
  settings: MODEL_SETTINGS,
} as const;
const LLAMA = {
  engine: 'llama.cpp',
  name: 'llama-vulkan',
  input: 'TOKAMARK_GGUF',
  sequences: 8,
  settings: [],
  weights: null,
} as const;
/** What its file is, whichever device computes. */
const Q4_1 = {
  recipe: { ...recipeOf<StoredFormat>('int4', 'q4_1', 'q8_0'), activations: 'f32 or int8' },
  differs:
    'INT4 is its Q4_1, 5 bits per weight with a minimum for each block, where ours has 4.5; embedding and LM head are Q8_0, as our INT8; it may round activations to INT8, as our W4A8 does',
} as const;

interface Chosen extends Pick<Peer, 'engine' | 'name' | 'recipe' | 'sequences'> {
  /** The variable that names its file or folder. */
  readonly input: string;
  /** Null: those of its file. */
  readonly weights: WeightSource | null;
  /** Beside those that its process tells. */
  readonly settings: readonly string[];
  /** How it differs from ours of the same name. */
  readonly differs: string;
}

/** Whose input is there takes part. */
const PEERS: readonly Chosen[] = [
  {
    ...ONNXRUNTIME,
    recipe: { ...recipeOf('fp16', 'fp16', 'fp16'), activations: 'f16' },
    differs: 'FP16: activations are f16, where ours are f32',
  },
  {
    ...ONNXRUNTIME,
    recipe: { ...recipeOf('int4', 'int4', 'int4'), activations: 'f16 or int8' },
    differs:
      'INT4: the tied embedding and LM head are INT4 too, where ours are INT8, so it reads fewer bytes per token; accuracy level 4 allows it to round activations to INT8, as our W4A8 does',
  },
  { ...LLAMA, ...Q4_1 },
  // No GPU: how fast the processor is that a software adapter runs on, and so the most that one could come to.
  {
    ...{ ...LLAMA, engine: 'llama.cpp on the CPU', name: 'llama-cpu' },
    ...{ ...Q4_1, differs: `it runs on the CPU and uses no WebGPU, Vulkan or GPU; ${Q4_1.differs}` },
  },
];

/** What takes minutes on a software adapter, and fits the peers' caches (engines/). */
const OPTIONS = [
  ...['run', '--shape', PEER_SHAPE, '--line', 'none', '--delivery', 'streamed', '--formats', 'fp16,int4,w4a8'],
  ...['--prompt', '64', '--generate', '8', '--depth', '0', '--repetitions', '5', '--budget', 'none'],
  ...['--no-fidelity', '--no-story', '--no-roofs', '--no-waterfall', '--no-history'],
];

/** bench/, seen from the bundle. */
const BENCH = fileURLToPath(new URL('../..', import.meta.url));
const RESULTS = join(BENCH, 'contest', 'results');
const TABLES = join(BENCH, 'CONTEST.md');

const given = process.argv.slice(2);
if (given.includes('--tables')) {
  writeFileSync(TABLES, renderContests(RESULTS));
  process.exit(0);
}
const kept = CONTESTS.find(({ id }) => id === given[0]) ?? null;
if (kept?.options === null) {
  process.stderr.write(`${kept.id} is kept of an earlier version, and is not run again\n`);
  process.exit(1);
}
/** Where the result of a kept contest is until it is known to have every row. */
const MEASURED = join(cacheFolder(), 'contest.json');
const options = kept === null ? given : [...kept.options, '--json', MEASURED, ...given.slice(1)];

const there = PEERS.filter(({ input }) => existsSync(process.env[input] ?? ''));
const chosen = kept === null ? there : there.filter((peer) => takesPart(kept, peer));
if (chosen.length === 0 || (kept !== null && there.length < PEERS.length)) {
  process.stderr.write(
    'TOKAMARK_ONNX or TOKAMARK_GGUF has to name the input of a peer, both for a contest that is kept: see bench/README.md\n',
  );
  process.exit(1);
}
// Mesa wants one; the peers' processes inherit it, and the driver that all share.
ensureRuntimeFolder();
Object.assign(process.env, vulkanEnvironment(chooseDriver(process.env['VK_DRIVER_FILES'] ?? null)));

// The command reads its options itself; only the peers' inputs depend on this one.
const { shape: asked } = parseArgs({ args: options, strict: false, options: { shape: { type: 'string' } } }).values;
const shape = PEER_SHAPES.find((one) => one.toLowerCase() === String(asked).toLowerCase()) ?? PEER_SHAPE;
const made = await inputsAt(shape, Object.fromEntries(chosen.map(({ input }) => [input, process.env[input] ?? ''])));
Object.assign(process.env, made.variables);

const processes = new Processes();
const peers: Contestant[] = [];
for (const { input, settings, differs, weights, ...peer } of chosen) {
  const child = openChild(peer.name, {});
  const told = await child.engine.facts();
  await child.close();
  const known = settings.length > 0 ? settings : told.settings;
  const facts = { ...told, settings: [...known, differs, ...made.settings(input)] };
  const file = weights ?? made.weights ?? { sha256: await fileDigest(await openAsBlob(process.env[input] ?? '')) };
  peers.push(peerContestant({ ...peer, facts, shape, processes, weights: file }));
}

const host = nodeHost({
  createEngine: (gpu) =>
    createEngine({
      ...{
        gpu,
        peers: () => Promise.resolve(peers),
        gpuLock: NO_LOCK,
        tuningStore: storeInMemory(),
        memory: bytes(totalmem()),
      },
      environment: () => nodeEnvironment(clockResolution(systemClock)),
    }),
});

if (kept !== null) {
  process.stderr.write(
    `${kept.title}${kept.minutes === null ? '' : `: about ${kept.minutes} minutes on an idle machine`}\n`,
  );
  rmSync(MEASURED, { force: true });
}
const code = await main([...OPTIONS, ...options], {
  ...host,
  process: { ...host.process, observe: (notice) => observeMachine(notice, () => processes.time()) },
});
if (kept !== null && existsSync(MEASURED)) keep(kept);
// Dawn's threads would keep the process, or crash it on the way out.
process.exit(code);

/** A result with every row replaces the one that is kept; a peer that failed has its rows, which say so. */
function keep(contest: Contest): void {
  const missing = missingRows(contest, importResult(readFileSync(MEASURED, 'utf8')));
  if (missing.length > 0) {
    process.stderr.write(
      `not kept, since these rows are missing: ${missing.join('; ')}. The result is in ${MEASURED}\n`,
    );
    return;
  }
  mkdirSync(RESULTS, { recursive: true });
  copyFileSync(MEASURED, join(RESULTS, `${contest.id}.json`));
  writeFileSync(TABLES, renderContests(RESULTS));
}

function takesPart({ peers }: Contest, { name, recipe }: Chosen): boolean {
  return peers.some((peer) => peer === `${name} ${recipe.id}`);
}
