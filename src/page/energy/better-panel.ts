/** The part of the energy card that leads to a better figure than an estimate: which one counts now, and the ways to one. */
import { find, make, makeButton, makeHint, setText } from '../dom/find';
import type { Better } from '../../energy/basis';
import { createBattery } from './battery-panel';
import type { BetterContext, BetterHost } from './better-parts';
import { createImport } from './import-panel';
import { createWallMeter } from './wall-meter-panel';

/** @param set null: back to the estimate, or to what was typed in */
export function createBetter(set: (better: Better | null) => void): (context: BetterContext) => void {
  let latest: BetterContext | null = null;
  const host: BetterHost = { latest: () => latest, use: set };
  const parts = [createWallMeter(host), createBattery(host), createImport(host)];
  const now = make('p', { class: 'hint better-now', role: 'status' });
  const remove = makeButton('Remove this measurement', () => {
    set(null);
    details.querySelector('summary')?.focus();
  });
  const details = make(
    'details',
    { class: 'better' },
    make('summary', { text: 'Measure the power yourself' }),
    now,
    remove,
    ...parts.map(({ title, hint, content }) =>
      make('section', { class: 'better-way' }, make('h3', { text: title }), makeHint(hint), content),
    ),
  );
  find('energy-better').replaceChildren(details);
  return (context) => {
    latest = context;
    const { basis } = context;
    setText(now, nowText(basis.better));
    remove.disabled = basis.better === null;
    details.hidden = basis.source === null;
    for (const part of parts) part.draw(context);
  };
}

function nowText(better: Better | null): string {
  if (better === null)
    return 'No power has been measured yet. A measurement counts until you leave the page or choose another device.';
  if (better.provenance === 'imported') return `Measured outside: ${better.instrument}.`;
  return `${better.method} It counts for decode; prefill stays an estimate.`;
}
