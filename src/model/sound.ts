/**
 * Whether what a pass left behind are numbers that mean something: keys and values that the f16 cache holds, activations that are
 * numbers, logits that differ. A format of which they are not writes wrong text at full speed. Looked at once after a pass, outside of
 * whatever is timed.
 */
import type { GpuContext } from '../device/context';
import { TokamarkError } from '../foundation/errors';
import { HALF_MOST } from '../kernels/matrix/half';
import { padded } from '../kernels/matrix/layout';
import { scanCache, type CacheFinding } from './cache-scan';
import type { Session } from './session';
import { firstBad, trace, type Traced } from './trace';

/**
 * Looks at what the last pass of `session` left behind, and at the cache of all its sequences.
 * @param end positions that hold the text of each
 * @param logits (rows, vocabSize) of the pass; left out, those of the sequences that stand are read
 * @throws TokamarkError `range` naming layer, position and value
 */
export async function assertSound(
  context: GpuContext,
  session: Session,
  end: number,
  logits: Float32Array | null = null,
): Promise<void> {
  const { model, pass } = session;
  const { hiddenSize, vocabSize } = model.weights.config;
  for (const sequence of new Set([...pass.map((row) => row.sequence), ...session.sequences])) {
    const found = await scanCache(context, model, { sequence, end });
    if (found === null) continue;
    throw ofCache(session, found, await trace(context, session, { sequence, position: found.position }));
  }
  const stride = padded(hiddenSize);
  const hidden = new Float32Array(await context.read(model.buffers.activations.hidden, 0, pass.length * stride * 4));
  for (const [r, row] of pass.entries()) {
    const element = firstBad(hidden.subarray(r * stride, r * stride + hiddenSize));
    if (element < 0) continue;
    const value = hidden[r * stride + element] ?? NaN;
    throw ofActivations(session, row.position, value, await trace(context, session, row));
  }
  for (const values of logits === null ? await standingLogits(context, session) : [logits]) {
    const bad = values.findIndex((value) => !Number.isFinite(value));
    const last = values.subarray(values.length - vocabSize);
    if (bad >= 0 || (vocabSize > 1 && last.every((value) => value === last[0]))) {
      const one = bad < 0 ? null : { id: bad % vocabSize, value: values[bad] ?? NaN };
      throw ofLogits(session, end - 1, one, last[0] ?? 0);
    }
  }
}

/** (vocabSize) of each sequence that stands. */
async function standingLogits(context: GpuContext, { model, sequences }: Session): Promise<readonly Float32Array[]> {
  const { vocabSize } = model.weights.config;
  const stride = padded(vocabSize);
  const all = new Float32Array(await context.read(model.buffers.logits, 0, sequences.length * stride * 4));
  return sequences.map((_, row) => all.subarray(row * stride, row * stride + vocabSize));
}

const formatOf = ({ model }: Session): string => model.weights.recipe.id.toUpperCase();
const figure = (value: number): string => String(Number(value.toPrecision(6)));

function unsound(session: Session, message: string, where: string, remedy: string): TokamarkError {
  const { name } = session.model.weights.config;
  return new TokamarkError({
    code: 'range',
    message,
    where,
    remedy: `${formatOf(session)} cannot run ${name} here, and no speed is shown for it: ${remedy}`,
  });
}

function ofCache(session: Session, found: CacheFinding, traced: Traced | null): TokamarkError {
  if (traced?.what === 'activation') return ofActivations(session, found.position, traced.value, traced);
  const { layer, kind, head, element, value } =
    traced === null ? { ...found, value: null } : { ...traced, kind: traced.what };
  const place = `of layer ${layer}, head ${head ?? 0}, element ${element}, at position ${found.position}`;
  const what = value === null ? `${HALF_MOST} or more, or not a number` : figure(value);
  return unsound(
    session,
    `The ${kind} ${place} is ${what}, and the KV cache (f16) holds ${HALF_MOST} at most: the text would be wrong.`,
    `layer ${layer} ${kind} cache`,
    'the cache is f16 in every format. Run this model where the cache is BF16 or f32, or choose another one.',
  );
}

function ofActivations(session: Session, position: number, value: number, traced: Traced | null): TokamarkError {
  const layer = traced === null ? 'the last layer' : `layer ${traced.layer}`;
  const shown = traced?.value ?? value;
  const why = Number.isFinite(shown) ? 'whose squares RMSNorm cannot add up in f32' : 'which is not a finite number';
  return unsound(
    session,
    `After ${layer} the activations at position ${position} hold ${figure(shown)}, ${why}: the text would be wrong.`,
    traced === null ? 'activations' : `layer ${traced.layer} activations`,
    'its weights are too large for f32 arithmetic. Take the weights again from where they were published, or choose another model.',
  );
}

function ofLogits(
  session: Session,
  position: number,
  bad: { readonly id: number; readonly value: number } | null,
  all: number,
): TokamarkError {
  const problem =
    bad === null
      ? `All logits after position ${position} are ${figure(all)}: all tokens would be equally likely.`
      : `The logit of token ${bad.id} after position ${position} is ${bad.value}, which is not a number.`;
  return unsound(
    session,
    problem,
    'logits',
    'take the weights again from where they were published, choose another format (MXFP4 has the widest range), or another model.',
  );
}
