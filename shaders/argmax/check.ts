/** Rows of several sequences for the checks of kernels that choose tokens, and the tokens and rows expected afterwards. */
import type { CheckBench } from '../../src/kernels/check/bench';
import { padded } from '../../src/kernels/matrix/layout';
import type { Row } from '../../src/kernels/rows';
import type { ChoiceBuffers, ChoiceShape } from './choice';

/** Of row `row`, as unlike one another as there is room for (2 at least), and in another order than their sequences. */
export const checkedRow = (row: number, { room }: Pick<ChoiceShape, 'room'>): Row => ({
  sequence: (row * 2 + 1) % 5,
  position: (row * row) % Math.min(7, room - 1),
});

const SEQUENCES = 5;

/** @param logits of each row, at most SEQUENCES */
export function checkedRows(bench: CheckBench, shape: ChoiceShape, logits: readonly Float32Array[]): ChoiceBuffers {
  const { vocabSize, room } = shape;
  // Padding holds what must not be chosen.
  const stride = padded(vocabSize);
  const all = new Float32Array(logits.length * stride).fill(1e6);
  logits.forEach((row, r) => all.set(row, r * stride));
  return {
    logits: bench.upload(all),
    tokens: bench.poisoned(SEQUENCES * room),
    rows: bench.rows(logits.map((_, row) => checkedRow(row, shape))),
  };
}

/** Each row has moved on by one, and nothing but its token is written. @param choice what row `row` has chosen */
export async function compareChoice(
  bench: CheckBench,
  shape: ChoiceShape,
  { tokens, rows }: ChoiceBuffers,
  choice: (row: number, token: number) => void,
): Promise<void> {
  const { room } = shape;
  const text = await bench.words(tokens, SEQUENCES * room);
  const [count = 0, ...moved] = await bench.words(rows, rows.size / 4);
  for (let row = 0; row < count; row++) {
    const { sequence, position } = checkedRow(row, shape);
    bench.meter.equal(moved[2 * row], sequence);
    bench.meter.equal(moved[2 * row + 1], position + 1);
    const at = sequence * room + position + 1;
    choice(row, text[at] ?? -1);
    text[at] = POISON;
  }
  for (const word of text) bench.meter.equal(word, POISON);
}

/** See CheckBench.poisoned. */
const POISON = 0x7fc0dead;
