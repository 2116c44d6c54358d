/**
 * `npm run bench:contest`: `tokamark run` with the models of onnxruntime and llama.cpp beside ours, so that policy, guards, statistics, result and Markdown
 * are the product's for all of them. Takes the options of that command; the peers' inputs are in TOKAMARK_ONNX and TOKAMARK_GGUF.
 */
import { existsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { clockResolution, systemClock } from '../../src/benchmark/clock';
import { nodeEnvironment } from '../../src/cli/environment';
import { observeMachine } from '../../src/cli/guards/observe-machine';
import { main } from '../../src/cli/main';
import { nodeHost } from '../../src/cli/node-host';
import { bytes } from '../../src/foundation/units';
import type { StoredFormat } from '../../src/kernels/format';
import { recipeOf } from '../../src/kernels/recipe';
import type { Contestant } from '../../src/benchmark/contestant';
import { storeInMemory } from '../../src/tuning/store';
import { createEngine } from '../../src/worker/engine';
import { NO_LOCK } from '../../src/worker/gpu-lock';
import { ensureRuntimeFolder } from '../../src/setup/runtime-folder';
import { openChild } from '../child';
import { chooseDriver, vulkanEnvironment } from '../machine';
import { peerContestant, type Peer } from './peer';
import { processesTime } from './processes';

const ONNXRUNTIME = { engine: 'onnxruntime', name: 'onnxruntime', input: 'TOKAMARK_ONNX' } as const;
const LLAMA = { engine: 'llama.cpp', name: 'llama-vulkan', input: 'TOKAMARK_GGUF' } as const;

/** Whose input is there takes part. */
const PEERS: readonly (Pick<Peer, 'engine' | 'name' | 'recipe'> & { readonly input: string })[] = [
  // As its model builder writes them for WebGPU: f16 activations, and the tied embedding and LM head in four bits too.
  { ...ONNXRUNTIME, recipe: { ...recipeOf('fp16', 'fp16', 'fp16'), activations: 'f16' } },
  { ...ONNXRUNTIME, recipe: { ...recipeOf('int4', 'int4', 'int4'), activations: 'f16' } },
  { ...LLAMA, recipe: recipeOf<StoredFormat>('int4', 'q4_1', 'q8_0') },
];

/** What takes minutes on a software adapter, and fits the peers' caches (engines/). */
const OPTIONS = [
  ...['run', '--shape', 'SmolLM2-135M', '--formats', 'fp16,int4,w4a8'],
  ...['--prompt', '128', '--generate', '16', '--depth', '0,512', '--repetitions', '5', '--budget', 'none'],
  ...['--no-fidelity', '--no-story', '--no-roofs', '--no-waterfall', '--no-history'],
];

const chosen = PEERS.filter(({ input }) => existsSync(process.env[input] ?? ''));
if (chosen.length === 0) {
  process.stderr.write('TOKAMARK_ONNX or TOKAMARK_GGUF has to name the input of a peer: see bench/README.md\n');
  process.exit(1);
}
// Mesa wants one; the peers' processes inherit it, and the driver that all share.
ensureRuntimeFolder();
Object.assign(process.env, vulkanEnvironment(chooseDriver(process.env['VK_DRIVER_FILES'] ?? null)));

const running = new Set<number>();
const peers: Contestant[] = [];
for (const { engine, name, recipe } of chosen) {
  const asked = openChild(name, {});
  peers.push(peerContestant({ engine, name, recipe, running, facts: await asked.engine.facts() }));
  await asked.close();
}

const host = nodeHost({
  createEngine: (gpu) =>
    createEngine({
      ...{ gpu, peers, gpuLock: NO_LOCK, tuningStore: storeInMemory(), memory: bytes(totalmem()) },
      environment: () => nodeEnvironment(clockResolution(systemClock)),
    }),
});

// Dawn's threads would keep the process, or crash it on the way out.
process.exit(
  await main([...OPTIONS, ...process.argv.slice(2)], {
    ...host,
    observe: (notice) => observeMachine(notice, () => processesTime(running)),
  }),
);
