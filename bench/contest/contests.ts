/** The contests that are kept, as data: their options, who takes part and which tests count. Not how one is run (main.ts). */
import { PEER_SHAPE } from '../peer-shape';

/** Which formats of ours are held against a peer's, by its process: those of the same width, whoever is faster. */
const AGAINST = {
  'onnxruntime fp16': ['FP16 against onnxruntime FP16'],
  'onnxruntime int4': ['INT4 against onnxruntime INT4', 'W4A8 against onnxruntime INT4'],
  'llama-vulkan int4': ['INT4 against llama.cpp INT4', 'W4A8 against llama.cpp INT4'],
  'llama-cpu int4': ['INT4 against llama.cpp on the CPU INT4', 'W4A8 against llama.cpp on the CPU INT4'],
} as const;

export interface Contest {
  readonly id: string;
  readonly title: string;
  /** As one took on two idle cores of a server processor; null where none has been measured to its end. */
  readonly minutes: number | null;
  /** Those of `tokamark run`, beside the ones that all share; null of what is kept of an earlier version and cannot be run again. */
  readonly options: readonly string[] | null;
  /** Those that take part, by their process and format. */
  readonly peers: readonly (keyof typeof AGAINST)[];
  readonly tests: readonly string[];
  /** What a reader of the table must know. */
  readonly notes: readonly string[];
}

const ALL = ['onnxruntime fp16', 'onnxruntime int4', 'llama-vulkan int4', 'llama-cpu int4'] as const;
const NOTES_1B = [
  'All weights are noise, in ours and in the peers’ files: speed does not depend on their values.',
  'Published elsewhere, on other hardware, and no row of this table: WebLLM writes 196 tokens/s with Llama-3.2-1B in Chrome on an RDNA 4 card, and 113 after 1,200 tokens.',
];
const AT_1B = ['--generate', '4', '--prompt', '32', '--depth', '0', '--repetitions', '3'];

export const CONTESTS: readonly Contest[] = [
  {
    id: 'smollm2',
    title: 'SmolLM2-135M, with contexts up to 2,048',
    minutes: null,
    options: [
      ...['--shape', PEER_SHAPE, '--formats', 'fp16,int4,w4a8'],
      ...['--generate', '8', '--prompt', '64', '--depth', '0,512,2048', '--repetitions', '5'],
    ],
    peers: ALL,
    tests: ['tg8', 'pp64', 'tg8 @ d512', 'pp64 @ d512', 'tg8 @ d2048', 'pp64 @ d2048'],
    notes: [],
  },
  {
    id: 'batch',
    title: 'SmolLM2-135M, eight sequences at once',
    minutes: 18,
    options: [
      ...['--shape', PEER_SHAPE, '--formats', 'fp16,int4,w4a8'],
      ...['--generate', '8', '--prompt', '16', '--depth', '0', '--batch', '1,8', '--repetitions', '5'],
    ],
    peers: ALL,
    tests: ['tg8', 'tg8 b8'],
    notes: [
      'Decode only: the peers here read one prompt at a time. Tokens per second are those of all sequences together.',
    ],
  },
  {
    id: 'llama-1b-int4',
    title: 'Llama-3.2-1B’s shape, four bits',
    minutes: 7,
    options: ['--shape', 'Llama-3.2-1B', '--formats', 'int4,w4a8', ...AT_1B],
    peers: ['onnxruntime int4', 'llama-cpu int4'],
    tests: ['tg4', 'pp32'],
    notes: NOTES_1B,
  },
  {
    // Apart: on a software adapter its shaders and its first tokens can take longer than all the others together.
    id: 'llama-1b-vulkan',
    title: 'Llama-3.2-1B’s shape, four bits, against llama.cpp’s Vulkan backend',
    minutes: 7,
    options: ['--shape', 'Llama-3.2-1B', '--formats', 'int4,w4a8', ...AT_1B],
    peers: ['llama-vulkan int4'],
    tests: ['tg4', 'pp32'],
    notes: NOTES_1B,
  },
  {
    // Apart: a peer has a process for each test, each with 2.5 GB of weights.
    id: 'llama-1b-fp16',
    title: 'Llama-3.2-1B’s shape, FP16',
    minutes: 13,
    options: ['--shape', 'Llama-3.2-1B', '--formats', 'fp16', ...AT_1B],
    peers: ['onnxruntime fp16'],
    tests: ['tg4', 'pp32'],
    notes: NOTES_1B,
  },
  {
    id: 'smollm2-batched',
    title: 'SmolLM2-135M, ours batched',
    minutes: null,
    options: null,
    peers: ['onnxruntime fp16', 'onnxruntime int4', 'llama-vulkan int4'],
    tests: ['tg16', 'pp128', 'tg16 @ d512', 'pp128 @ d512'],
    notes: [
      'Decode of ours reads nothing back before the end here, where the peers need each token on the CPU. The other contests stream ours too.',
    ],
  },
];

/** As bench/rows.json lists them. */
export const promisedRows = ({ tests, peers }: Contest): readonly string[] =>
  tests.flatMap((test) => peers.flatMap((peer) => AGAINST[peer].map((what) => `${test}: ${what}`)));
