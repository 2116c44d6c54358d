/** A device of the catalogue by what a person typed: an id, a row's name, or a name as drivers and people write it. */
import { TokamarkError } from '../../foundation/errors';
import type { Catalogue, Preset } from '../catalogue';
import { nearestRows } from './nearest';
import { identify } from './resolve';

/** @throws TokamarkError `option` where the catalogue has no such device, or several; it names those that may be meant. */
export function presetOf(text: string, catalogue: Catalogue, remedy?: string): Preset {
  const wanted = text.trim().toLowerCase();
  const exact = catalogue.presets.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  if (exact !== undefined) return exact;
  const { status, candidates, near } = identify({ renderer: text, vendor: '', architecture: '' }, catalogue);
  const [only] = candidates;
  if (status === 'known' && only !== undefined) return only;
  const suggestions = candidates.length > 0 ? candidates : nearestRows(text, catalogue);
  throw new TokamarkError({
    code: 'option',
    message: notFound(text.trim(), suggestions, !near && candidates.length > 1),
    where: 'device',
    remedy:
      remedy ??
      `${suggestions.length === 0 ? 'Find' : 'Give one of these ids, find'} yours with \`tokamark device --name NAME\`, or give the power in watts.`,
  });
}

const MOST = 5;

/** `The catalogue has no device "rtx-409"; near it are rtx-4090.` @param several each of them answers to the name */
function notFound(text: string, suggestions: readonly Preset[], several: boolean): string {
  const ids = suggestions.slice(0, MOST).map(({ id }) => id);
  const more = suggestions.length > MOST ? ` and ${suggestions.length - MOST} more` : '';
  const listed = `${ids.join(', ')}${more}`;
  if (several) return `Several devices of the catalogue answer to "${text}": ${listed}.`;
  const near = ids.length === 0 ? '' : `; near it ${ids.length === 1 ? 'is' : 'are'} ${listed}`;
  return `The catalogue has no device "${text}"${near}.`;
}
