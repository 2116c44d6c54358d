/** What an answer of the chosen lengths takes in joules and money, by format, and how many of them everyday things would make. No elements. */
import { besides, ofText, type Load, type Outcome } from '../../costs';
import { rising } from '../../energy/band';
import { answersIn, EVERYDAY } from '../../energy/everyday';
import type { ModelFormat } from '../../kernels/recipe';
import { isMissing, type Missing } from '../../predict/basis';
import { answerChart, type AnswerRow } from '../../report/charts/answer';
import { range, showBand, twoDigits } from '../../report/two-digits';
import { everydayNotes } from '../energy/energy-model';
import { WORDS } from './catalogue/words';
import type { Finding } from './finding-card';
import { besideText, formatsBeside, ifItFitsThen } from './formats-beside';
import type { RoomMachine } from './imagined';
import type { WhatIfFact } from './what-if-model';

export interface AnswerCardModel extends Finding {
  readonly facts: readonly WhatIfFact[];
}

/** The price of one has too many zeros to be read. */
const THOUSAND = 1000;

export function answerCardOf(room: RoomMachine, load: Load, chosen: Outcome | Missing): AnswerCardModel {
  const { settings, about } = room;
  const { reasoningTokens, answerTokens, promptTokens } = settings;
  const beside = formatsBeside(room, load);
  const rows = beside.flatMap(({ format, outcome }): readonly AnswerRow[] =>
    isMissing(outcome) ? [] : rowOf(format, outcome, { reasoningTokens, answerTokens }),
  );
  const answer = isMissing(chosen) ? null : chosen.answer;
  const title = titleOf(load.format, answer, ifItFitsThen(chosen));
  return {
    ...{ title, sources: answer === null ? [] : everydayNotes() },
    chart: answerChart(rows, {
      ...{ title, source: about },
      says:
        reasoningTokens === 0
          ? WORDS.answer.says(answerTokens, promptTokens)
          : WORDS.answer.saysReasoning(reasoningTokens, answerTokens, promptTokens),
    }),
    missing: [missingOf(chosen), ...(answer === null ? [] : [besideText(beside, load.format)])].join(' ').trim(),
    facts:
      answer === null
        ? []
        : EVERYDAY.map((one) => ({
            id: one.id,
            about: WORDS.answer.answersFor(one.what, one.wattHours),
            value: range(answersIn(one, answer.energy.joules)),
          })),
  };
}

/** Why there is no answer, or what its price leaves out. */
function missingOf(chosen: Outcome | Missing): string {
  if (isMissing(chosen)) return chosen.missing;
  return chosen.answer === null ? chosen.noAnswer : besides(chosen);
}

function titleOf(format: ModelFormat, answer: Outcome['answer'], doubt: string): string {
  if (answer === null) return WORDS.answer.untitled;
  const { energy, money, currency, of } = answer;
  const [low, high] = [twoDigits(energy.joules.low), twoDigits(energy.joules.high)];
  const title = { format: format.toUpperCase(), doubt, low, high };
  if (money === null) return WORDS.answer.title(title);
  const thousand = rising(money, (one) => THOUSAND * one);
  return WORDS.answer.titlePriced(title, ofText(of), showBand(thousand, currency ?? ''));
}

function rowOf(
  format: ModelFormat,
  { worked, answer }: Outcome,
  { reasoningTokens, answerTokens }: { readonly reasoningTokens: number; readonly answerTokens: number },
): readonly AnswerRow[] {
  if (answer === null) return [];
  const { joules, grams } = answer.energy;
  const each = worked.energy.attributed.joulesPerToken.central;
  const [reasoning, own] = [each * reasoningTokens, each * answerTokens];
  return [
    {
      ...{ format, joules },
      parts: { prompt: Math.max(0, joules.central - reasoning - own), reasoning, answer: own },
      others: {
        money:
          answer.money === null
            ? ''
            : `${range(rising(answer.money, (one) => THOUSAND * one))} ${answer.currency ?? ''}`,
        carbon: grams === null ? '' : range(grams),
        seconds: range(answer.seconds),
      },
    },
  ];
}
