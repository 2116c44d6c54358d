/**
 * Where the time of a token goes, from what was timed piece by piece: pure arithmetic. The parts add up to the time per token
 * that the run measured; what they do not explain is told by where it lies: parts against whole passes (`order`), between the
 * passes (`rest`), and between this profile and the measurement before it (`since`). Times nothing (see profile.ts).
 */
import { bytes, flops, seconds, type Bytes, type Flops, type Seconds } from '../../foundation/units';
import type { PartId } from '../../model/parts';

export type Method = 'timestamps' | 'wall-clock';

/** In what a kernel computes: it decides which of the measured peaks bounds it. */
export type ArithmeticKind = 'f32' | 'packed-dot';

/** One part of a pass, timed with nothing between its dispatches. */
export interface TimedPart {
  readonly id: PartId;
  /** Of one round over all layers, what launching each dispatch costs included; raw, in order. */
  readonly samples: readonly Seconds[];
  /** The middle of them. */
  readonly seconds: Seconds;
  readonly dispatches: number;
  /** What one round does at least, at the context length that it was timed at. */
  readonly bytes: Bytes;
  readonly flops: Flops;
  readonly arithmetic: ArithmeticKind;
  /** Rounds of a whole test: its tokens in decode, its chunks in prefill. */
  readonly rounds: number;
}

export interface SplitInput {
  /** Of a whole test. */
  readonly tokens: number;
  /** Per token, as the run measured it. */
  readonly tokenSeconds: Seconds;
  readonly method: Method;
  readonly parts: readonly TimedPart[];
  /** Of a dispatch that does nothing behind another, by the same method. */
  readonly dispatchSeconds: Seconds;
  /** Of all passes of a test, each in the model's own order, by the same method. */
  readonly passSeconds: Seconds;
  /** The same by the clock, which sees what is between the passes too. */
  readonly clockSeconds: Seconds;
  readonly host: HostWork;
}

/** What a test takes of this thread. */
export interface HostWork {
  /** Recording its commands, as the run counted it. */
  readonly encodeSeconds: Seconds;
  /** And handing them over. */
  readonly submitSeconds: Seconds;
  readonly submits: number;
  /** Of an empty submit, from asking to knowing. */
  readonly roundTrip: Seconds;
}

export type SplitKind = 'kernel' | 'gap' | 'encode' | 'submit' | 'readback' | 'unexplained';

export interface SplitPart {
  readonly id: PartId | 'launch' | 'encode' | 'submit' | 'answer' | 'order' | 'rest' | 'since';
  readonly kind: SplitKind;
  /** Per token; below zero only where it is unexplained. */
  readonly seconds: Seconds;
  /** Of the token's time. */
  readonly share: number;
  /** Per token; null where nothing is computed. */
  readonly work: { readonly bytes: Bytes; readonly flops: Flops; readonly arithmetic: ArithmeticKind } | null;
  /** Raw, per token, with launching; empty where the part follows from others. */
  readonly samples: readonly Seconds[];
}

/**
 * Parts in the order in which a reader expects them. By timestamps, launching is what the GPU needs between dispatches; by wall
 * clock it holds what submitting each costs this thread too, so that no part is shown for that.
 */
export function split(input: SplitInput): readonly SplitPart[] {
  const { tokens, tokenSeconds, method, parts, dispatchSeconds, passSeconds, clockSeconds } = input;
  const { roundTrip } = input.host;
  const perToken = (value: number): Seconds => seconds(value / tokens);
  const part = (id: SplitPart['id'], kind: SplitKind, value: Seconds): SplitPart => ({
    ...{ id, kind, seconds: value, share: value / tokenSeconds, work: null, samples: [] },
  });
  let launching = 0;
  const kernels = parts.map((one): SplitPart => {
    const launch = Math.min(one.seconds, one.dispatches * dispatchSeconds);
    launching += launch * one.rounds;
    const each = one.rounds / tokens;
    return {
      ...part(one.id, 'kernel', seconds((one.seconds - launch) * each)),
      work: { bytes: bytes(one.bytes * each), flops: flops(one.flops * each), arithmetic: one.arithmetic },
      samples: one.samples.map((sample) => seconds(sample * each)),
    };
  });
  const placed = parts.reduce((sum, one) => sum + one.seconds * one.rounds, 0);
  const idle = exposed(input);
  const shown = [
    ...kernels,
    part('launch', 'gap', perToken(launching)),
    part('encode', 'encode', perToken(idle.encode)),
    ...(method === 'timestamps' ? [part('submit', 'submit', perToken(idle.submit))] : []),
    part('answer', 'readback', perToken(roundTrip)),
    part('order', 'unexplained', perToken(passSeconds - placed)),
  ];
  // As the run counts it: from the first command recorded to the answer.
  const profiled = clockSeconds + firstEncode(input.host) + roundTrip;
  const within = passSeconds + idle.encode + (method === 'timestamps' ? idle.submit : 0) + roundTrip;
  const rest = part('rest', 'unexplained', perToken(profiled - within));
  const explained = [...shown, rest].reduce((sum, one) => sum + one.seconds, 0);
  return [...shown, rest, part('since', 'unexplained', seconds(tokenSeconds - explained))];
}

const firstEncode = ({ encodeSeconds, submits }: HostWork): number => encodeSeconds / Math.max(1, submits);

/**
 * Seconds of a test in which the GPU has nothing to do because this thread still prepares a submit: all of the first, and of
 * each later one what takes longer than the submit before it runs. As in a session, the next is prepared meanwhile.
 */
export function exposed({ method, passSeconds, host }: Pick<SplitInput, 'method' | 'passSeconds' | 'host'>) {
  const { encodeSeconds, submitSeconds, submits } = host;
  // By wall clock, handing over is part of what was timed.
  const submit = method === 'timestamps' ? submitSeconds : 0;
  const prepared = encodeSeconds + submit;
  if (submits === 0 || prepared === 0) return { encode: 0, submit: 0 };
  const one = prepared / submits;
  // By wall clock the pauses between submits are in what was timed.
  if (method === 'wall-clock') return { encode: one, submit: 0 };
  const idle = one + (submits - 1) * Math.max(0, one - passSeconds / submits);
  return { encode: (idle * encodeSeconds) / prepared, submit: (idle * submit) / prepared };
}
