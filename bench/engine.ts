/** The program of one engine's process: `engine.js NAME`. Answers one request at a time and rests between them. */
import { answer, requestSchema, type PeerEngine } from './protocol';

const ENGINES: Readonly<Record<string, () => Promise<PeerEngine>>> = {
  tokamark: async () => (await import('./engines/tokamark-node')).openTokamark(),
  'llama-vulkan': async () => (await import('./engines/llama')).openLlama('vulkan'),
  'llama-cpu': async () => (await import('./engines/llama')).openLlama('cpu'),
  onnxruntime: async () => (await import('./engines/onnxruntime-node')).openOnnxRuntime(),
};

const name = process.argv[2] ?? '';
const open = ENGINES[name];
if (open === undefined) throw new Error(`there is no engine called ${name}`);

let opened: Promise<PeerEngine> | undefined;
let queue = Promise.resolve();

process.on('message', (message: unknown) => {
  const request = requestSchema.parse(message);
  queue = queue.then(async () => {
    const engine: PeerEngine = {
      facts: async () => (await ready()).facts(),
      prepare: async (workload) => (await ready()).prepare(workload),
      run: async () => (await ready()).run(),
      release: async () => (await ready()).release(),
    };
    process.send?.(await answer(engine, request));
  });
});
// The orchestrator has gone, so nobody is left to answer.
process.on('disconnect', () => process.exit(0));

/** Opened at the first request, so that a failure to open is an answer. */
function ready(): Promise<PeerEngine> {
  opened ??= open?.() ?? Promise.reject(new Error('no engine'));
  return opened;
}
