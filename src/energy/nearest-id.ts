/** Ids of the catalogue that share the number of a mistyped one. Not the resolver of renderer strings (see identify/). */
import type { Preset } from './catalogue';

const MOST = 5;

export function nearestIds(id: string, presets: readonly Preset[]): string[] {
  const parts = id
    .toLowerCase()
    // rtx4070 means rtx-4070.
    .replace(/(?<=[a-z])(?=\d{3})/g, '-')
    .split(/[^a-z0-9]+/)
    .filter((part) => part.length > 1);
  const scored = presets.map((preset) => ({
    id: preset.id,
    score: parts.filter((part) => preset.id.split('-').includes(part)).length,
  }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best === 0
    ? []
    : scored
        .filter(({ score }) => score === best)
        .map((one) => one.id)
        .slice(0, MOST);
}
