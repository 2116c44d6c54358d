/** The settings of energy by the names that a command line gives them: an error speaks of `--grid`, not of `gridIntensity`. */
import { TokamarkError } from '../foundation/errors';

const FLAGS: Readonly<Record<string, string>> = {
  device: '--device',
  watts: '--watts',
  idleWatts: '--idle-watts',
  powerLimit: '--power-limit',
  country: '--country',
  electricityPrice: '--electricity-price',
  gridIntensity: '--grid',
  pue: '--pue',
  hardwarePrice: '--price',
  lifeYears: '--life',
  utilisation: '--utilisation',
  rentPerHour: '--rent',
  currency: '--currency',
  boundary: '--boundary',
  promptTokens: '--prompt-tokens',
  answerTokens: '--answer-tokens',
  tokensPerSecond: '--tokens-per-second',
  prefillTokensPerSecond: '--prefill-tokens-per-second',
  bytesPerToken: '--bytes-per-token',
  busy: '--busy',
  flopsPerSecond: '--flops',
  years: '--years',
  space: '--space',
  trainingUtilisation: '--training-utilisation',
};

/** `--grid` for `gridIntensity`; a name that no option has, as it is. */
export const byFlag = (field: string): string => FLAGS[field] ?? field;

/** The same error with the option's name; whatever else was thrown, as it was. */
export function byOption(thrown: unknown): unknown {
  if (!(thrown instanceof TokamarkError) || thrown.code !== 'option') return thrown;
  const { where, message, remedy } = thrown;
  const flag = FLAGS[where];
  if (flag === undefined) return thrown;
  const named = (text: string): string => text.replace(new RegExp(`(?<![-\\w])${where}(?= is | as )`, 'g'), flag);
  return new TokamarkError(
    { code: 'option', message: named(message), where: flag, remedy: named(remedy) },
    { cause: thrown },
  );
}
