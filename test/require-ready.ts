/** Ends the test run with set-up's own words where something is missing. */

import type { SetupOutcome } from '../src/setup/ensure';

export function requireReady(outcome: SetupOutcome): void {
  if (!outcome.ready) throw new Error([outcome.reason, outcome.remedy].filter((text) => text !== '').join('\n'));
}
