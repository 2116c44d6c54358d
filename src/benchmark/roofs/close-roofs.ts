/** The end of the roofs in a run: each is visited again, and one that a kernel of the run exceeds is measured anew or void. */
import type { Seconds } from '../../foundation/units';
import { contradicted, voiding, type Reached } from './evidence';
import type { RoofMeter } from './measure-roofs';
import type { Roofs } from './roof';

/** A disturbance that lasts as long as two visits may be over after a third. */
const MOST_MORE = 2;

/**
 * @param left of the run's time; without any there is no other look, but at a roof that is contradicted
 * @returns the roofs over all visits, without those that stay below what was reached
 * @throws TokamarkError `cancelled`, `device-lost`
 */
export async function closeRoofs(
  meter: Pick<RoofMeter, 'again' | 'roofs'>,
  reached: readonly Reached[],
  left: Seconds,
): Promise<Roofs> {
  let roofs = left > 0 ? await meter.again() : meter.roofs();
  for (let more = 0; more < MOST_MORE; more++) {
    const doubtful = contradicted(roofs, reached);
    if (doubtful.length === 0) return roofs;
    roofs = await meter.again(doubtful.map(({ most }) => most.roof));
  }
  return voiding(roofs, contradicted(roofs, reached));
}
