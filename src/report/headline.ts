/** What stands for the speed of a format where a table or a sentence has room for one. */
import { deliveryOf, testName, type Test } from '../benchmark/workload';

/** A test, or an entry of a result, which says of what model, engine and format it is. */
type Of = Test & {
  readonly model?: { readonly name: string; readonly parameters: number };
  readonly engine?: string;
  readonly format?: string;
};

/**
 * Of the largest model, of one sequence, or of the fewest where a run has measured none alone, and streamed, or batched where it was not
 * streamed. In the order of `entries`.
 */
export function ofHeadline<T extends Of>(entries: readonly T[]): readonly T[] {
  const alone = ofFewest(entries);
  const streamed = new Set(alone.filter((entry) => deliveryOf(entry) === 'streamed').map(keyOf));
  return alone.filter((entry) => deliveryOf(entry) === 'streamed' || !streamed.has(keyOf(entry)));
}

/** Batched decode where it is streamed too: as much as the device makes where nobody reads along. In the order of `entries`. */
export function besideHeadline<T extends Of>(entries: readonly T[]): readonly T[] {
  const headline = new Set(ofHeadline(entries));
  return ofFewest(entries).filter((entry) => !headline.has(entry));
}

function ofFewest<T extends Of>(entries: readonly T[]): readonly T[] {
  const own = ofLargest(entries);
  const fewest = Math.min(...own.map(({ batch }) => batch));
  return own.filter(({ batch }) => batch === fewest);
}

/** Of the model that the headline is of: the others of a run are there for the line. */
export function ofLargest<T extends Pick<Of, 'model'>>(entries: readonly T[]): readonly T[] {
  const largest = Math.max(...entries.map(sizeOf));
  return entries.filter((entry) => sizeOf(entry) === largest);
}

const sizeOf = ({ model }: Pick<Of, 'model'>): number => model?.parameters ?? 0;

/** What two entries have in common that differ in their delivery alone. */
const keyOf = ({ engine, format, model, ...test }: Of): string =>
  JSON.stringify([engine, format, model?.name, testName({ ...test, delivery: 'streamed' })]);
