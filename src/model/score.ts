/** Forced decode: what a model thinks after each token of a given text, whatever it would have chosen itself. */
import type { GpuContext } from '../device/context';
import { padded } from '../kernels/matrix/layout';
import { run, rowWords, type Row } from '../kernels/rows';
import { onBy } from './prompts';
import { GREEDY, type Session } from './session';
import type { ForcedText } from './parity/together';
import { assertSound } from './sound';

/**
 * Logits after every token, (tokens, vocabSize), by prefill passes (GEMM) with the LM head over all rows.
 * @param session of a transformer made with `allLogits`
 * @throws TokamarkError `range` where the model's numbers go out of range (see sound.ts)
 */
export async function scoreByPrefill(
  context: GpuContext,
  session: Session,
  tokens: readonly number[],
): Promise<Float32Array> {
  const { model } = session;
  const { chunk } = model.options;
  const { vocabSize } = model.weights.config;
  const out = new Float32Array(tokens.length * vocabSize);
  const { queue } = context.device;
  queue.writeBuffer(model.buffers.tokens, 0, Uint32Array.from(tokens));
  for (let done = 0; done < tokens.length; done += chunk) {
    const rows = Math.min(chunk, tokens.length - done);
    session.pass = run(done, rows);
    queue.writeBuffer(model.buffers.rows.prefill, 0, rowWords(session.pass));
    const submitter = session.submitter('prefill');
    await submitter.add([...model.prefill.dispatches, ...model.prefill.everyLogits], rows);
    await submitter.finish();
    await readRows(context, session, rows, out.subarray(done * vocabSize));
  }
  await assertSound(context, session, tokens.length, out);
  return out;
}

/**
 * Logits after tokens[prefix - 1], tokens[prefix], ...: the prefix by prefill, every later token by a decode step (GEMV).
 * Shape (tokens - prefix + 1, vocabSize). @throws as scoreByPrefill
 */
export async function scoreByDecode(
  context: GpuContext,
  session: Session,
  tokens: readonly number[],
  prefix: number,
): Promise<Float32Array> {
  const { model } = session;
  const { vocabSize } = model.weights.config;
  const out = new Float32Array((tokens.length - prefix + 1) * vocabSize);
  await session.prefill(tokens.slice(0, prefix), 0, GREEDY);
  await readRows(context, session, 1, out);
  for (let i = prefix; i < tokens.length; i++) {
    session.rewind(i, tokens[i] ?? 0);
    await session.decodeBatched(1, GREEDY);
    await readRows(context, session, 1, out.subarray((i - prefix + 1) * vocabSize));
  }
  await assertSound(context, session, tokens.length, out);
  return out;
}

/**
 * As scoreByDecode, of several texts in the same steps: those that are not at their end go on. One text's rows behind the other's.
 * @param session of a transformer made for as many sequences
 * @throws as scoreByPrefill
 */
export async function scoreTogether(
  context: GpuContext,
  session: Session,
  texts: readonly ForcedText[],
): Promise<Float32Array> {
  const { vocabSize } = session.model.weights.config;
  const rows = texts.map((): Float32Array[] => []);
  await session.prefillTogether(
    texts.map(({ tokens, prefix }, sequence) => ({ sequence, position: 0, tokens: tokens.slice(0, prefix) })),
    GREEDY,
  );
  let going: readonly Row[] = texts.map(({ prefix }, sequence) => ({ sequence, position: prefix - 1 }));
  for (;;) {
    const read = new Float32Array(going.length * vocabSize);
    await readRows(context, session, going.length, read);
    going.forEach(({ sequence }, i) => rows[sequence]?.push(read.subarray(i * vocabSize, (i + 1) * vocabSize)));
    const tokenOf = ({ sequence, position }: Row) => texts[sequence]?.tokens[position];
    const next = onBy(going, 1).flatMap((row) => {
      const token = tokenOf(row);
      return token === undefined ? [] : [{ ...row, token }];
    });
    if (next.length === 0) break;
    session.rewindTogether(next);
    await session.decodeBatched(1, GREEDY);
    going = next;
  }
  await assertSound(context, session, Math.max(...texts.map(({ tokens }) => tokens.length)));
  const all = rows.flat();
  const out = new Float32Array(all.length * vocabSize);
  all.forEach((row, i) => out.set(row, i * vocabSize));
  return out;
}

/** Rows 0..rows of the logits buffer, without their padding, into the beginning of `out`. */
async function readRows(context: GpuContext, { model }: Session, rows: number, out: Float32Array): Promise<void> {
  const { vocabSize } = model.weights.config;
  const stride = padded(vocabSize);
  const values = new Float32Array(await context.read(model.buffers.logits, 0, rows * stride * 4));
  for (let row = 0; row < rows; row++) {
    out.set(values.subarray(row * stride, row * stride + vocabSize), row * vocabSize);
  }
}
