/** How an adapter is called in headings and messages, and the sentence that marks a software adapter. One wording for all. */
import type { AdapterDescription } from './schema';

type Names = Pick<AdapterDescription, 'vendor' | 'architecture' | 'device' | 'description'>;

/** The most telling name that the adapter gives; browsers leave some or all of the four strings empty. */
export function adapterName({ vendor, architecture, device, description }: Names): string {
  const given = [description, device, [vendor, architecture].filter((name) => name !== '').join(' ')];
  return given.find((name) => name.trim() !== '') ?? 'adapter without a name';
}

/** `GPU: NVIDIA H100`, or the warning in capitals that no GPU does the work. */
export function adapterHeadline(adapter: Names & { readonly software: boolean }): string {
  const name = adapterName(adapter);
  return adapter.software ? `SOFTWARE ADAPTER (${name}): these numbers say nothing about a GPU` : `GPU: ${name}`;
}
