/** How an adapter is called in headings and messages, the sentence that marks a software adapter, and whether two are the same by all that they say. */
import type { AdapterDescription } from './schema';

type Names = Pick<AdapterDescription, 'vendor' | 'architecture' | 'device' | 'description'>;

/** The most telling name that the adapter gives; browsers leave some or all of the four strings empty. */
export const adapterName = (names: Names): string => ownName(names) ?? 'adapter without a name';

/** Null of an adapter that gives no name. */
export function ownName({ vendor, architecture, device, description }: Names): string | null {
  const given = [description, device, [vendor, architecture].filter((name) => name !== '').join(' ')];
  return given.find((name) => name.trim() !== '') ?? null;
}

/** `GPU: NVIDIA H100`, or the warning in capitals that no GPU does the work. */
export function adapterHeadline(adapter: Names & { readonly software: boolean }): string {
  const name = adapterName(adapter);
  return adapter.software ? `SOFTWARE ADAPTER (${name}): these numbers say nothing about a GPU` : `GPU: ${name}`;
}

/** As far as its names tell: two boards of one kind have the same. */
export const isSameAdapter = (one: AdapterDescription, other: AdapterDescription): boolean =>
  (['vendor', 'architecture', 'device', 'description', 'software'] as const).every((key) => one[key] === other[key]);
