/** A device of the catalogue by what a person typed: an id, a row's name, or a name as drivers and people write it. */
import type { Catalogue, Preset } from '../catalogue';
import { nearestRows } from './nearest';
import { identify } from './resolve';

export type TypedDevice =
  | { readonly preset: Preset }
  /** Rows that may be meant, the likelier first; `several` where each of them answers to the name. */
  | { readonly preset: null; readonly several: boolean; readonly suggestions: readonly Preset[] };

export function typedDevice(text: string, catalogue: Catalogue): TypedDevice {
  const wanted = text.trim().toLowerCase();
  const exact = catalogue.presets.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  if (exact !== undefined) return { preset: exact };
  const { status, candidates, near } = identify({ renderer: text, vendor: '', architecture: '' }, catalogue);
  const [only] = candidates;
  if (status === 'known' && only !== undefined) return { preset: only };
  if (candidates.length > 0) return { preset: null, several: !near && candidates.length > 1, suggestions: candidates };
  return { preset: null, several: false, suggestions: nearestRows(text, catalogue) };
}

const MOST = 5;

/** `The catalogue has no device "rtx-409"; near it are rtx-4090.` */
export function notFound(text: string, { several, suggestions }: TypedDevice & { readonly preset: null }): string {
  const ids = suggestions.slice(0, MOST).map(({ id }) => id);
  const more = suggestions.length > MOST ? ` and ${suggestions.length - MOST} more` : '';
  const listed = `${ids.join(', ')}${more}`;
  if (several) return `Several devices of the catalogue answer to "${text.trim()}": ${listed}.`;
  const near = ids.length === 0 ? '' : `; near it ${ids.length === 1 ? 'is' : 'are'} ${listed}`;
  return `The catalogue has no device "${text.trim()}"${near}.`;
}
