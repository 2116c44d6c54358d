/**
 * From the power of a machine, idle and at work, to the device's own coefficient of the power model, k = (φ − 0.10) / u, which
 * then serves for every format on that device.
 */
import { share, type Share, type Watts } from '../../foundation/energy-units';
import type { CalibratedPower } from '../power-source';
import { DECODE } from '../power/coefficients';
import type { PowerProfile } from '../power/profile';
import { CLAIM, irregular } from './refuse';
import { checkDifference } from './wall-meter';

export type Method = 'battery' | 'wall meter';

/** Of what comes through a power supply, this part reaches the machine: an estimate of energy-constants.json. */
const SUPPLY: Readonly<Record<Method, number>> = { battery: 1, 'wall meter': 0.9 };

export interface MeasuredPower {
  readonly method: Method;
  readonly idle: Watts;
  readonly load: Watts;
}

/**
 * @param u share of the peak bandwidth in the run that was metered
 * @throws TokamarkError `energy` where φ reaches 1 or u is below 0.1: k would say nothing
 */
export function calibrate(profile: PowerProfile, { method, idle, load }: MeasuredPower, u: Share): CalibratedPower {
  if (method === 'wall meter') checkDifference(idle, load);
  if (!(load > idle)) {
    throw irregular(
      'load',
      `Load (${load.toFixed(1)} W) is not above idle (${idle.toFixed(1)} W).`,
      'Let the model run while the load is read.',
    );
  }
  if (!(u >= 0.1)) {
    throw irregular(
      'bandwidth use',
      `The run used ${(100 * u).toFixed(0)} % of the peak bandwidth, and 10 % are needed.`,
      'Calibrate with a larger model or FP16 weights.',
    );
  }
  const span = profile.limit.central - profile.idle.central;
  const phi = (SUPPLY[method] * (load - idle)) / span;
  if (phi >= 1) {
    throw irregular(
      'load',
      `That is ${(load - idle).toFixed(0)} W above idle, more than the ${span.toFixed(0)} W between idle and limit of a ${profile.name}.`,
      'Check the device and its power limit, and that nothing else ran.',
    );
  }
  const k = (phi - DECODE.central.a) / u;
  if (!(k > 0)) {
    throw irregular(
      'load',
      `That is only ${(load - idle).toFixed(0)} W above idle, below the least that the model allows.`,
      'Check that decode ran on the GPU the whole time.',
    );
  }
  const boundary = method === 'battery' ? 'battery' : 'wall';
  const how = `Calibrated by ${method}: ${idle.toFixed(0)} W idle, ${load.toFixed(0)} W at work; ±15 %.`;
  const only = method === 'battery' ? ' It holds on battery only: plugged in, the power limit may differ.' : '';
  return {
    ...{ provenance: 'calibrated', profile, boundary, k, method: `${how}${only}` },
    ...{ machineIdle: idle, supply: share(SUPPLY[method]), uncertainty: share(CLAIM) },
  };
}
