/**
 * Whether what a pass left behind are numbers that mean something: keys and values that the f16 cache holds, activations that are
 * numbers, logits that differ. A format of which they are not writes wrong text at full speed. Looked at once after a pass, outside
 * of whatever is timed. Not the checking of kernels, which are right here: the model's numbers are out of range.
 */
import type { GpuContext } from '../device/context';
import { TokamarkError } from '../foundation/errors';
import { HALF_MOST } from '../kernels/matrix/half';
import { padded } from '../kernels/matrix/layout';
import { scanCache, type CacheFinding } from './cache-scan';
import type { Session } from './session';
import { firstBad, trace, type Traced } from './trace';

/**
 * Looks at what the last pass of `session` left behind.
 * @param end positions that hold its text
 * @param logits (rows, vocabSize) of the pass; left out, those of its last token are read
 * @throws TokamarkError `range` naming layer, position and value
 */
export async function assertSound(
  context: GpuContext,
  session: Session,
  end: number,
  logits: Float32Array | null = null,
): Promise<void> {
  const found = await scanCache(context, session.model, { sequence: 0, end });
  if (found !== null) throw ofCache(session, found, await trace(context, session, found.position));
  const { model } = session;
  const { hiddenSize, vocabSize } = model.weights.config;
  const stride = padded(hiddenSize);
  const hidden = new Float32Array(await context.read(model.buffers.hidden, 0, session.rows * stride * 4));
  for (let row = 0; row < session.rows; row++) {
    const element = firstBad(hidden.subarray(row * stride, row * stride + hiddenSize));
    if (element < 0) continue;
    const position = end - session.rows + row;
    throw ofActivations(
      session,
      position,
      hidden[row * stride + element] ?? NaN,
      await trace(context, session, position),
    );
  }
  const given = logits ?? new Float32Array(await context.read(model.buffers.logits, 0, padded(vocabSize) * 4));
  const values = logits === null ? given.subarray(0, vocabSize) : given;
  const bad = values.findIndex((value) => !Number.isFinite(value));
  const last = values.subarray(values.length - vocabSize);
  if (bad >= 0 || (vocabSize > 1 && last.every((value) => value === last[0]))) {
    throw ofLogits(session, end - 1, bad < 0 ? null : { id: bad % vocabSize, value: values[bad] ?? NaN }, last[0] ?? 0);
  }
}

const formatOf = ({ model }: Session): string => model.weights.format.toUpperCase();
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
  const what = value === null ? `${HALF_MOST} or more, or no number` : figure(value);
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
  const why = Number.isFinite(shown) ? 'whose squares RMSNorm cannot add up in f32' : 'which is no finite number';
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
      ? `All logits after position ${position} are ${figure(all)}: any token would be as likely as any other.`
      : `The logit of token ${bad.id} after position ${position} is ${bad.value}, which is no number.`;
  return unsound(
    session,
    problem,
    'logits',
    'take the weights again from where they were published, choose another format (MXFP4 has the widest range), or another model.',
  );
}
