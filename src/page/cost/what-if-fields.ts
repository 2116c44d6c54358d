/** What a person says of a machine that they imagine, as texts. Anything may stand there, also in what the browser kept. */
import { z } from 'zod';
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import { refusal } from '../../energy/limits';
import type { PublishedModel } from '../../predict/published-models';
import { number } from '../energy/fields';

const text = z.string().max(100).default('');

const schema = z.object({
  ...{ gpu: text, model: text, format: z.enum(MODEL_FORMATS).default('int4'), batch: text },
  // Of the budget.
  ...{ budgetWatts: text, budgetMoney: text, budgetKwh: text, tokenMs: text, distance: text },
  // Of the hours of a day.
  ...{ hourly: z.string().max(4000).default(''), jobHours: text },
});

export type WhatIfFields = Readonly<z.infer<typeof schema>>;
export type WhatIfField = keyof WhatIfFields;

/** What is missing is as if nobody had touched it. @throws ZodError */
export const readWhatIf = (given: unknown): WhatIfFields => schema.parse(given);

export const isWhatIfField = (name: string): name is WhatIfField => name in schema.shape;

export interface ChosenWork {
  readonly model: PublishedModel;
  readonly format: ModelFormat;
  readonly batch: number;
}

const FIRST_MODEL = 'Llama-3.2-1B';
const MOST_SEQUENCES = 256;

/** @throws TokamarkError `option` that names the field. */
export function workOf({ model, format, batch }: WhatIfFields, models: readonly PublishedModel[]): ChosenWork {
  const wanted = model === '' ? FIRST_MODEL : model;
  const found = models.find(({ name }) => name === wanted);
  if (found === undefined) {
    throw refusal('model', `The table has no model “${wanted}”.`, 'Choose one of the list.');
  }
  const sequences = number(batch) ?? 1;
  if (!Number.isInteger(sequences) || sequences < 1 || sequences > MOST_SEQUENCES) {
    throw refusal('batch', `“${batch}” is no number of sequences.`, `Give a whole number from 1 to ${MOST_SEQUENCES}.`);
  }
  return { model: found, format, batch: sequences };
}
