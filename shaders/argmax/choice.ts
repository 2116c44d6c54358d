/** What argmax and sample share: the largest score of each row, written where the next pass reads its token. */
import { padded } from '../../src/kernels/matrix/layout';
import type { Program } from '../../src/kernels/kernel';
import { rowTable } from '../../src/kernels/rows';
import { assemble } from '../../src/kernels/template';
import source from './argmax.wgsl?raw';

export interface ChoiceShape {
  readonly vocabSize: number;
  /** Tokens that a sequence has room for. */
  readonly room: number;
}

export interface ChoiceBuffers {
  /** (rows, vocabSize padded) f32 */
  readonly logits: GPUBuffer;
  /** (sequences, room) u32: the choice of a row goes behind its token */
  readonly tokens: GPUBuffer;
  /** The row table. Each row is moved on to the chosen token. */
  readonly rows: GPUBuffer;
}

/** Between logit and score: declarations, what is worked out once for a row, what each logit is followed by. */
export interface Noise {
  readonly NOISE: string;
  readonly KEY: string;
  readonly SCORE: string;
}

/** One workgroup reads all logits of a row: as wide as every adapter allows. */
const THREADS = 256;

export const choiceProgram = ({ vocabSize, room }: ChoiceShape, noise: Noise): Program => ({
  ...assemble(source, { ROWS: rowTable('read_write'), ...noise }),
  constants: { VOCAB: vocabSize, STRIDE: padded(vocabSize), ROOM: room, THREADS },
  workgroups: (rows) => [1, rows, 1],
});

export const CASES: readonly ChoiceShape[] = [
  { vocabSize: 2048, room: 16 },
  { vocabSize: 257, room: 9 },
  { vocabSize: 3, room: 12 },
  // A text of one token and the next.
  { vocabSize: 64, room: 2 },
];
