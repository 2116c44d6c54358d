/** How far a run lies from what its own cost model expects: each test from other models, each site of the headline's token from other sites. */
import { ENGINE } from '../../foundation/build';
import { ofLargest } from '../headline';
import type { Result } from '../schema';
import type { ExpectedOfRun } from '../schema/expected';
import { costModelOf, factorWithin, type CostModel } from './cost-model';
import { keyOf, kindsOf, leftOut, offsOf, UNKNOWN_OFF, withoutSitesOf, type Kind } from './left-out';
import type { Measured } from './measured';
import { expectedSeconds, leastSeconds as leastOf, type SiteTimes } from './site-times';
import type { Work } from './work';

/** Null where the run has no cost model, or nothing to leave out. */
export function expectedOfRun(result: Result): ExpectedOfRun | null {
  const model = costModelOf(result);
  if (model === null) return null;
  const { times, measured } = model;
  const tests = kindsOf(measured).flatMap((kind) =>
    leftOut(kind, times, measured).map(({ measured: one, from, expected }) => {
      const factor = factorOf(one, kind, model);
      return {
        ...{ engine: ENGINE, format: one.format, model: one.model, test: one.test, from },
        ...{ expectedSeconds: expected, expectedLow: expected / factor, expectedHigh: expected * factor },
        measuredSeconds: one.seconds.median,
        off: one.seconds.median / expected - 1,
      };
    }),
  );
  if (tests.length === 0) return null;
  const [headline] = ofLargest(result.results);
  const name = headline?.model.name ?? '';
  const others = withoutSitesOf(name, times.sites, measured);
  const sites = times.sites.flatMap(({ work, seconds }) => {
    if (work.phase !== 'decode' || work.tokens > 1 || others.some((one) => one.work === work)) return [];
    const apart = { ...times, sites: others };
    const expected = expectedSeconds(work, apart);
    if (expected === null || isOfCache(work, apart)) return [];
    const { name: site, format, rows, columns } = work;
    const off = seconds / expected - 1;
    const ofToken = (seconds - expected) / secondsForOne(work, name, measured);
    const least = { leastSeconds: leastOf(work, times.ceilings) };
    return [{ site, format, rows, columns, expectedSeconds: expected, timedSeconds: seconds, ...least, off, ofToken }];
  });
  return { tests, sites };
}

/** Faster than the roofs allow by more than their own error: a cache held what was read. */
const BEYOND = 0.95;

/** Whether a site that it is expected from beats the roof: what a cache does for small matrices says nothing of one that it cannot hold. */
const isOfCache = ({ phase, format, tokens }: Work, { sites, ceilings }: SiteTimes): boolean =>
  sites.some(({ work, seconds }) => {
    const isAlike = work.phase === phase && work.format === format && work.tokens === tokens;
    return isAlike && seconds < BEYOND * leastOf(work, ceilings);
  });

/** Within which nine errors in ten lie, by what the rest of the run knows without the model that is left out: its own error must not excuse it. */
function factorOf({ model, format }: Measured, kind: Kind, { times, measured }: CostModel): number {
  const others = measured.filter((one) => one.model !== model);
  const sites = withoutSitesOf(model, times.sites, measured);
  const known = offsOf(kind, { ...times, sites }, others).find((one) => one.format === format);
  return factorWithin(known?.off ?? UNKNOWN_OFF);
}

/** Of a token of `model` over the times that it comes to a site; Infinity where no token that does was measured. */
function secondsForOne(site: Work, model: string, measured: readonly Measured[]): number {
  const key = keyOf(site);
  for (const one of measured) {
    if (one.model !== model || one.phase !== 'decode' || one.batch !== 1) continue;
    const use = one.pass.works.find(({ work }) => work.format === site.format && keyOf(work) === key);
    if (use !== undefined) return one.seconds.median / use.uses;
  }
  return Infinity;
}

/** Beyond this factor a test is told of at once. Chosen, not fitted. */
const FAR = 1.5;

/** The tests that took far longer, or far less, than the rest of the run lets expect, and lie outside of how sure it is of that. */
export const farOff = ({ tests }: ExpectedOfRun): ExpectedOfRun['tests'] =>
  tests.filter(
    ({ off, measuredSeconds, expectedLow = Infinity, expectedHigh = Infinity }) =>
      Math.abs(Math.log(1 + off)) > Math.log(FAR) && (measuredSeconds < expectedLow || measuredSeconds > expectedHigh),
  );

/** A kernel that takes so many times what it should, and with it so much of a token, explains a speed. Chosen, not fitted. */
const [SLOW, MUCH] = [1.5, 0.2];

/** The site whose kernel costs a token most beyond what others of the run let expect; null where none costs much, and never one near its roof. */
export function slowSite({ sites }: ExpectedOfRun): ExpectedOfRun['sites'][number] | null {
  const slow = sites.filter(
    ({ off, ofToken, timedSeconds, leastSeconds = Infinity }) =>
      1 + off > SLOW && ofToken > MUCH && timedSeconds > SLOW * leastSeconds,
  );
  return slow.toSorted((a, b) => b.ofToken - a.ofToken)[0] ?? null;
}
