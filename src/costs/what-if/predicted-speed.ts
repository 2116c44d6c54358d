/** The speed of this GPU with any model, as its run predicts it (src/predict): narrower than what a data sheet lets expect. */
import { band } from '../../energy/band';
import { tokensPerSecond } from '../../foundation/units';
import { once } from '../../foundation/once';
import { RECIPES, type ModelFormat } from '../../kernels/recipe';
import { basisOf, isMissing } from '../../predict/basis';
import { predictDecode, predictFirstToken, type Prediction } from '../../predict/speed';
import { adapterName } from '../../report/adapter-name';
import type { Result } from '../../report/schema';
import { bytesReadOf } from './bytes-read';
import type { SpeedOf } from './speed';

export function predictedBy(result: Result): SpeedOf {
  const bases = new Map<ModelFormat, () => ReturnType<typeof basisOf>>();
  const basisFor = (format: ModelFormat) => {
    const made = bases.get(format) ?? once(() => basisOf(result, format));
    bases.set(format, made);
    return made();
  };
  return (ask) => {
    const { model, format, context, batch, promptTokens } = ask;
    const basis = basisFor(format);
    const decode = predictDecode(model, RECIPES[format], basis, { context, batch });
    if (isMissing(decode)) return decode;
    const first = promptTokens === 0 ? NO_PROMPT : predictFirstToken(model, RECIPES[format], basis, promptTokens);
    return {
      kind: 'predicted',
      decode: rateOf(decode),
      bytesRead: bytesReadOf(ask),
      prompt: isMissing(first)
        ? first
        : rateOf({
            median: promptTokens / first.median,
            low: promptTokens / first.high,
            high: promptTokens / first.low,
          }),
      sources: [
        `Predicted from the run on ${adapterName(result.adapter)} of ${result.startedAt.slice(0, 10)}: ${saidOf(decode)}.`,
      ],
    };
  };
}

const NO_PROMPT = { missing: 'There is no prompt.' };

const rateOf = ({ median, low, high }: Pick<Prediction, 'median' | 'low' | 'high'>) =>
  band(tokensPerSecond(low), tokensPerSecond(median), tokensPerSecond(high));

const saidOf = ({ from, model }: Prediction): string =>
  from === 'sites'
    ? `by the time of each of its kernels, up to ${model}`
    : from === 'line'
      ? `by the line over its models, up to ${model}`
      : `by its decode of ${model} alone`;
