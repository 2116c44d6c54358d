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
  const alike = new Map<string, number[]>();
  for (const [i, label] of plain.entries()) {
    const same = alike.get(label);
    if (same === undefined) alike.set(label, [i]);
    else same.push(i);
  }
  let labels = [...plain];
  for (const indices of alike.values()) {
    if (indices.length === 1) continue;
    const more = apart(indices.flatMap((i) => runs[i] ?? []));
    for (const [k, i] of indices.entries()) labels[i] = [labels[i], ...(more[k] ?? [])].join(' · ');
  }
  // Words from outside may be chosen to look like another's label.
  for (let twice = repeated(labels); twice.size > 0; twice = repeated(labels)) {
    labels = labels.map((label, i) => (twice.has(label) ? `${label} · no. ${i + 1}` : label));
  }
  return labels;
}

const shortGpu = ({ adapter }: Result): string =>
  `${oneLine(adapterName(adapter))}${adapter.software ? ' (software)' : ''}`;

/** What of the identity of each not all of them share: the time to the second, driver, version. */
function apart(alike: readonly Labelled[]): readonly (readonly string[])[] {
  const identities = alike.map(({ result }) => identityOf(result));
  const values = new Map<string, Set<string>>();
  for (const { name, value } of identities.flat()) values.set(name, (values.get(name) ?? new Set()).add(value));
  return identities.map((facts) =>
    facts.filter(({ name }) => (values.get(name)?.size ?? 0) > 1).map(({ value }) => value),
  );
}

function repeated(labels: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(labels.filter((label) => seen.size === seen.add(label).size));
}
