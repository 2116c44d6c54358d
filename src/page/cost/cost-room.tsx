/** The cards of the room in their order: each states a finding about the machine and the model of the first. */
import type { JSX } from 'preact';
import { BUDGET_FIELDS, BudgetForm } from './budget-form';
import { WORDS } from './catalogue/words';
import { CostForm, wrongOf } from './cost-form';
import { Facts } from './facts';
import { FindingCard } from './finding-card';
import { HOURS_FIELDS, HoursForm } from './hours-form';
import { Opening } from './opening';
import type { RoomModel } from './room-model';
import { WhatIfCard } from './what-if-card';
import type { WhatIfField } from './what-if-fields';

interface CostRoomProps extends RoomModel {
  /** Two cards stand beside each other: the first of them are open. */
  readonly wide: boolean;
  readonly onType: (name: string, value: string) => void;
  readonly onForget: () => void;
}

export function CostRoom({ form, wide, onType, onForget, ...cards }: CostRoomProps): JSX.Element {
  const { about, whatIf, answer, tornado, rent, budget, hours, use } = cards;
  const { work, wrong } = form;
  const isWrong = (names: readonly WhatIfField[]): boolean => wrongOf(wrong, names) !== null;
  return (
    <>
      <WhatIfCard shown={whatIf}>
        <CostForm {...form} onType={onType} onForget={onForget} />
      </WhatIfCard>
      <FindingCard id="answer" about={about} {...answer} open={wide}>
        {answer.facts.length > 0 && (
          <Opening id="answer-everyday" summary={WORDS.answer.everyday} wrong={false}>
            <Facts facts={answer.facts} />
          </Opening>
        )}
      </FindingCard>
      <FindingCard id="tornado" about={about} {...tornado} open={wide} />
      <FindingCard id="budget" about={about} {...budget} open={wide}>
        <Opening id="budget-limits" summary={WORDS.budgetForm.summary} wrong={isWrong(BUDGET_FIELDS)}>
          <BudgetForm {...{ work, wrong, onType }} currency={budget.currency} />
        </Opening>
      </FindingCard>
      <FindingCard id="rent-or-own" {...rent} open={wide} />
      <FindingCard id="use" about={about} {...use} open={false} />
      <FindingCard id="hours" {...hours} open={false}>
        <Opening
          id="hours-prices"
          summary={WORDS.hoursForm.summary}
          wrong={isWrong(HOURS_FIELDS)}
          open={hours.chart === null}
        >
          <HoursForm {...{ work, wrong, onType }} currency={form.currency} />
        </Opening>
      </FindingCard>
    </>
  );
}
