/** What a test of a result is in plain words, such as `INT4 writing`: llama-bench's names are for tables. */
import { contestantName } from '../../benchmark/whose';
import type { ResultEntry } from '../schema';
import { modelPrefix } from '../several-models';

/** Words for each of `entries`, no two alike: the test's own name stands behind those that would be. */
export function testWords(entries: readonly ResultEntry[]): (entry: ResultEntry) => string {
  const modelOf = modelPrefix(entries);
  const plain = (entry: ResultEntry): string => `${modelOf(entry)}${inWords(entry)}`;
  return (entry) => {
    const words = plain(entry);
    const alike = entries.filter((one) => one.workloadId !== entry.workloadId && plain(one) === words);
    if (alike.length === 0) return words;
    const named = `${words} (${entry.test})`;
    return alike.some(({ test }) => test === entry.test) ? `${named}, ${entry.workloadId.slice(0, 6)}` : named;
  };
}

function inWords(entry: ResultEntry): string {
  const { phase, depth, batch, delivery } = entry;
  return [
    `${contestantName(entry)} ${phase === 'decode' ? 'writing' : 'reading'}`,
    ...(depth === 0 ? [] : [`after ${depth} tokens`]),
    ...(batch === 1 ? [] : [`${batch} at once`]),
    ...(phase === 'prefill' || delivery === 'streamed' ? [] : ['shown at its end']),
  ].join(', ');
}
