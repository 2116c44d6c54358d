/** A label for each of several runs, no two alike: date, GPU and browser in each, more where those are equal. A name alone never is one. */
import type { Result } from '../schema';
import { environmentOf } from '../between-runs';
import { oneLine } from '../outside-text';
import { adapterName } from '../adapter-name';
import { identityOf, whenOf } from './identity';

interface Labelled {
  readonly result: Result;
  /** That a person gave; empty without. */
  readonly name: string;
}

/** In the order of `runs`. */
export function distinctLabels(runs: readonly Labelled[]): readonly string[] {
  const plain = runs.map(({ result, name }) =>
    [...(name === '' ? [] : [name]), whenOf(result), oneLine(environmentOf(result)), shortGpu(result)].join(' · '),
  );
  let labels: readonly string[] = runs.map((run, i) => {
    const alike = runs.filter((_, k) => plain[k] === plain[i]);
    return [plain[i] ?? '', ...(alike.length === 1 ? [] : apart(run, alike))].join(' · ');
  });
  // Words from outside may be chosen to look like another's label.
  for (let twice = repeated(labels); twice.size > 0; twice = repeated(labels)) {
    labels = labels.map((label, i) => (twice.has(label) ? `${label} · no. ${i + 1}` : label));
  }
  return labels;
}

const shortGpu = ({ adapter }: Result): string =>
  `${oneLine(adapterName(adapter))}${adapter.software ? ' (software)' : ''}`;

/** What of its identity not all others share: the time to the second, driver, version. */
function apart({ result }: Labelled, alike: readonly Labelled[]): readonly string[] {
  const others = alike.map((one) => new Map(identityOf(one.result).map(({ name, value }) => [name, value])));
  return identityOf(result)
    .filter(({ name, value }) => others.some((facts) => facts.get(name) !== value))
    .map(({ value }) => value);
}

const repeated = (labels: readonly string[]): ReadonlySet<string> =>
  new Set(labels.filter((label, i) => labels.indexOf(label) !== i));
