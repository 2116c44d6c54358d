/** What a test of a result is in plain words, such as `INT4 writing`: llama-bench's names are for tables. */
import { contestantName } from '../../benchmark/whose';
import { ofLargest } from '../headline';
import type { ResultEntry } from '../schema';
import { left, type ColumnOf } from '../table';

export interface OfEntry {
  readonly entry: ResultEntry;
}

/** The first columns of a table of tests: the model, what it does in plain words, and what llama-bench calls that. */
export function namedColumns(rows: readonly OfEntry[]): readonly ColumnOf<OfEntry>[] {
  const words = testWords(rows.map(({ entry }) => entry));
  return [
    left('model', ({ entry }) => entry.model.name),
    left('test', ({ entry }) => words(entry)),
    left('in llama-bench', ({ entry }) => entry.test),
  ];
}

/** Words for each of `entries`, no two alike: the test's own name stands behind those that would be. */
export function testWords(entries: readonly ResultEntry[]): (entry: ResultEntry) => string {
  const largest = new Set(ofLargest(entries));
  const plain = (entry: ResultEntry): string => wordsOf(entry, largest.has(entry));
  return (entry) => {
    const words = plain(entry);
    const alike = entries.filter((one) => one.workloadId !== entry.workloadId && plain(one) === words);
    if (alike.length === 0) return words;
    if (alike.every(({ model }) => model.name !== entry.model.name)) return `${words}, ${entry.model.name}`;
    const named = `${words} (${entry.test})`;
    return alike.some(({ test }) => test === entry.test) ? `${named}, ${entry.workloadId.slice(0, 6)}` : named;
  };
}

/** @param isMain of the model that the run is about; of another, which is there for the line, its name says most */
function wordsOf(entry: ResultEntry, isMain: boolean): string {
  const { phase, depth, batch, delivery, model } = entry;
  const does = phase === 'prefill' ? 'reading' : delivery === 'streamed' ? 'writing' : 'throughput';
  const name = contestantName(entry);
  return [
    isMain ? `${name} ${does}` : does === 'writing' ? `${name}, ${model.name}` : `${name} ${does}, ${model.name}`,
    ...(depth === 0 ? [] : [`after ${depth}`]),
    ...(batch === 1 ? [] : [`${batch} at once`]),
  ].join(', ');
}
