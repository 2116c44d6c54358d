/** From a streamed text to a timed pass: what counts as its tokens, and what must be said of that. Pure. */
import { seconds, type Seconds } from '../../foundation/units';
import { endedEarly, noInstant } from './failures';
import type { Streamed } from './streamed';

/** What a reader must know of how a server's tokens were counted; each is said once. */
export const NOTES = {
  uncounted:
    'It does not say how many tokens it writes (usage): pieces of its stream are counted, which may hold more than one.',
  several:
    'Some pieces of its stream hold several tokens: their times are not those of tokens, and a first piece of several makes its speed look a little higher than it is.',
  bursts:
    'Most of its pieces come several at a time: something gathers them, so that the time of its last token may be late.',
  short: 'Its model ended the text early: its speed is of the tokens that it wrote, fewer than those of the others.',
  excess: 'It says that it wrote more tokens than it was asked for: the pieces of its stream are counted instead.',
  cached:
    'It had a part of the prompt in its cache, although each prompt began otherwise: its time to first token is of less work.',
  lengths: 'It makes another number of tokens of the same prompt: its time to first token is of that number.',
} as const;
export type Note = keyof typeof NOTES;

export interface ServerPass {
  /** Of as many tokens as were asked for. */
  readonly taken: Seconds;
  /** Of each token after the first; null where they are not known. */
  readonly times: readonly Seconds[] | null;
  readonly notes: readonly Note[];
}

/** A prompt's: until its first token. @param prompt tokens, as ours reads it */
export function prefillPass({ first, usage }: Streamed, prompt: number): ServerPass {
  const notes: Note[] = [];
  if (usage !== null && (usage.cached ?? 0) > usage.prompt / 4) notes.push('cached');
  if (usage !== null && usage.prompt !== prompt) notes.push('lengths');
  return { taken: first, times: null, notes };
}

/** Fewer than this share of the tokens say too little of a speed. */
const LEAST_SHARE = 0.5;

/** The first is not timed, and the last may come together with the one before it: so many more are asked for than are timed. */
export const BESIDE = 2;

/**
 * From the first token to that `tokens` later, by arrival. What ends early counts with the tokens that it has, in time per token, and says so; with
 * less than half of them it is none.
 * @throws TokamarkError `peer` of too few tokens, and of those that came all at once
 */
export function decodePass({ pieces, times, usage }: Streamed, tokens: number): ServerPass {
  const notes: Note[] = [];
  const asked = tokens + BESIDE;
  const written = usage === null || usage.written > asked ? pieces.length : usage.written;
  if (usage === null) notes.push('uncounted');
  else if (usage.written > asked) notes.push('excess');
  if (written - 1 < Math.max(1, LEAST_SHARE * tokens)) throw endedEarly(written, asked);
  const isWhole = pieces.length === written && written > tokens;
  const steps = isWhole ? tokens : written - 1;
  const [begin, end] = [times[0], isWhole ? times[tokens] : times.at(-1)];
  if (begin === undefined || end === undefined || end <= begin) throw noInstant();
  if (written <= tokens) notes.push('short');
  if (pieces.length < written) notes.push('several');
  if (new Set(times).size < pieces.length / 2) notes.push('bursts');
  const taken = seconds(((end - begin) / steps) * tokens);
  return { taken, times: isWhole ? times.slice(1, tokens + 1) : null, notes };
}
