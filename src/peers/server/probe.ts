/** What a server is found to be before anything of it is timed: its model, how it is asked, whether its weights are Fable's. Its first answer loads its model. */
import { systemClock } from '../../benchmark/clock';
import { TokamarkError } from '../../foundation/errors';
import { unwrap } from '../../foundation/outcome';
import { seconds, type Seconds } from '../../foundation/units';
import { plainName } from '../../report/outside-text';
import type { ServerAsked } from './asked';
import type { Manner } from './client';
import { noModel, uncounted, unknownModel, whichModel } from './failures';
import type { ServerWork } from './line';
import type { Streamed } from './streamed';

export interface Found {
  /** As it is sent back. */
  readonly model: string;
  /** As it is shown. */
  readonly name: string;
  readonly manner: Manner;
  /** It goes on as Fable does at FP16. */
  readonly writesAsFable: boolean;
  readonly counts: boolean;
  /** With what it did to load its model. */
  readonly firstAnswer: Seconds;
}

/** Greedily, of the reference implementation at f32: no other model goes on like this. */
const FABLE = {
  prompt: 'Once upon a time',
  text: ', he was so much obliged to the king that he was to be a king, and he was to be a king',
} as const;
const TOKENS = 24;

const MODEL_LETTERS = 60;

/** Of what OpenAI itself has, and what llama-server and vLLM add: from the most to the least. */
const MANNERS: readonly Manner[] = [
  { path: 'completions', counts: true, extras: true },
  { path: 'completions', counts: true, extras: false },
  { path: 'completions', counts: false, extras: false },
  { path: 'chat', counts: true, extras: true },
  { path: 'chat', counts: true, extras: false },
];

/** @throws TokamarkError `peer` */
export async function probeServer(work: ServerWork, asked: ServerAsked): Promise<Found> {
  const model = chosenModel(unwrap(await work.models(asked)), asked.model);
  const begin = systemClock.now();
  const { manner, text } = await firstText(work, asked, model);
  const firstAnswer = seconds(systemClock.now() - begin);
  if (manner.path === 'chat' && text.usage === null) throw uncounted();
  const written = text.pieces.join('');
  return {
    ...{ model, manner, firstAnswer, name: plainName(model, MODEL_LETTERS) || 'a model without a name' },
    writesAsFable: manner.path === 'completions' && goesOnAsFable(written),
    counts: text.usage !== null,
  };
}

/** Letters that no other model writes by chance. */
const LEAST_ALIKE = 50;

function goesOnAsFable(written: string): boolean {
  const both = Math.min(written.length, FABLE.text.length);
  return both >= LEAST_ALIKE && written.slice(0, both) === FABLE.text.slice(0, both);
}

function chosenModel(models: readonly string[], wanted: string | null): string {
  const shown = models.map((one) => plainName(one, MODEL_LETTERS));
  if (wanted !== null) {
    // Ollama also answers to a name without its tag.
    const found = models.find((one) => one === wanted) ?? models.find((one) => one === `${wanted}:latest`);
    if (found === undefined) throw models.length === 0 ? noModel() : unknownModel(shown);
    return found;
  }
  const [only] = models;
  if (only === undefined) throw noModel();
  if (models.length > 1) throw whichModel(shown);
  return only;
}

async function firstText(
  work: ServerWork,
  asked: ServerAsked,
  model: string,
): Promise<{ readonly manner: Manner; readonly text: Streamed }> {
  let why: TokamarkError | null = null;
  let hasCompletions = true;
  for (const manner of MANNERS) {
    if (manner.path === 'chat' && hasCompletions) break;
    if (manner.path === 'completions' && !hasCompletions) continue;
    const answer = await work.text(asked, { model, manner, prompt: FABLE.prompt, tokens: TOKENS });
    if (answer.ok) return { manner, text: answer.value };
    if (answer.notTaken === null) throw new TokamarkError(answer.error);
    if (manner.path === 'completions') hasCompletions = !NO_PATH.includes(answer.notTaken);
    why ??= new TokamarkError(answer.error);
  }
  throw why ?? noModel();
}

const NO_PATH = [404, 405, 501];
