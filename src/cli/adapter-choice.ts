/** Which adapter a person asked for, and which of those that Dawn lists that is. Asks Dawn nothing: see dawn.ts. */
import { TokamarkError } from '../foundation/errors';
import type { PowerPreference } from '../worker/protocol';
import { nearest } from '../options/nearest';

export type AdapterChoice =
  /** Whatever WebGPU gives for the power preference. */
  | { readonly kind: 'preferred'; readonly power: PowerPreference }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'software' };

/** One adapter of one backend, as `tokamark adapters` lists it. */
export interface ListedAdapter {
  readonly index: number;
  readonly name: string;
  readonly backend: string;
  readonly software: boolean;
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly features: readonly string[];
  /** What a run without --adapter takes. */
  readonly preferred: boolean;
}

/** @throws TokamarkError `option` that lists what there is. */
export function chooseAdapter(
  choice: Exclude<AdapterChoice, { kind: 'preferred' }>,
  listed: readonly ListedAdapter[],
): ListedAdapter {
  const found = match(choice, listed);
  if (found !== undefined) return found;
  const names = listed.map(({ name }) => name);
  const meant = choice.kind === 'name' ? nearest(choice.name, names) : null;
  const suggestion = meant === null ? '' : ` (did you mean "${meant}"?)`;
  throw new TokamarkError({
    code: 'option',
    message: `${absent(choice)}${suggestion}; ${thereIs(listed)}.`,
    where: '--adapter',
    remedy: 'Give an index or a part of a name from `tokamark adapters`, or leave the option out.',
  });
}

function absent(choice: Exclude<AdapterChoice, { kind: 'preferred' }>): string {
  if (choice.kind === 'software') return 'There is no software adapter';
  return choice.kind === 'index'
    ? `There is no adapter with the index ${choice.index}`
    : `There is no adapter "${choice.name}"`;
}

/** None, one or many, each with its index. */
function thereIs(listed: readonly ListedAdapter[]): string {
  const [only] = listed;
  if (only === undefined) return 'WebGPU finds none that can be used here';
  if (listed.length === 1) return `the only one is ${shown(only)}`;
  return `there are ${listed.length}, by index ${listed.map(shown).join(', ')}`;
}

const shown = ({ index, name }: ListedAdapter): string => `${index}: ${name}`;

function match(choice: Exclude<AdapterChoice, { kind: 'preferred' }>, listed: readonly ListedAdapter[]) {
  if (choice.kind === 'software') return listed.find(({ software }) => software);
  if (choice.kind === 'index') return listed.find(({ index }) => index === choice.index);
  const wanted = choice.name.toLowerCase();
  const exact = listed.find(({ name }) => name.toLowerCase() === wanted);
  return exact ?? listed.find(({ name, description }) => `${name}\n${description}`.toLowerCase().includes(wanted));
}
