/** Forced decode: what a model thinks after each token of a given text, whatever it would have chosen itself. */
import type { GpuContext } from '../device/context';
import { padded } from '../kernels/matrix/layout';
import { run, rowWords } from '../kernels/rows';
import { GREEDY, type Session } from './session';
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
    queue.writeBuffer(model.buffers.prefillRows, 0, rowWords(session.pass));
    const submitter = session.submitter('prefill');
    await submitter.add([...model.prefill, ...model.everyLogits], rows);
    await submitter.finish();
    await readRows(context, session, rows, out, done);
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
  const out = new Float32Array((tokens.length - prefix + 1) * model.weights.config.vocabSize);
  await session.prefill(tokens.slice(0, prefix), 0, GREEDY);
  await readRows(context, session, 1, out, 0);
  for (let i = prefix; i < tokens.length; i++) {
    session.rewind(i, tokens[i] ?? 0);
    await session.decodeBatched(1, GREEDY);
    await readRows(context, session, 1, out, i - prefix + 1);
  }
  await assertSound(context, session, tokens.length, out);
  return out;
}

/** Rows 0..rows of the logits buffer, without their padding, into `out` from row `first` on. */
async function readRows(
  context: GpuContext,
  { model }: Session,
  rows: number,
  out: Float32Array,
  first: number,
): Promise<void> {
  const { vocabSize } = model.weights.config;
  const stride = padded(vocabSize);
  const values = new Float32Array(await context.read(model.buffers.logits, 0, rows * stride * 4));
  for (let row = 0; row < rows; row++) {
    out.set(values.subarray(row * stride, row * stride + vocabSize), (first + row) * vocabSize);
  }
}
