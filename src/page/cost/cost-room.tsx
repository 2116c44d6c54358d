/** The cards of the room in their order: each states a finding about the machine and the model of the first. */
import type { JSX } from 'preact';
import { BudgetForm } from './budget-form';
import { CostForm } from './cost-form';
import { Facts } from './facts';
import { FindingCard } from './finding-card';
import { HoursForm } from './hours-form';
import type { RoomModel } from './room-model';
import { WhatIfCard } from './what-if-card';

interface CostRoomProps extends RoomModel {
  readonly onType: (name: string, value: string) => void;
  readonly onForget: () => void;
}

export function CostRoom({ form, onType, onForget, ...cards }: CostRoomProps): JSX.Element {
  const { about, whatIf, answer, tornado, rent, budget, hours, use } = cards;
  const { work, wrong } = form;
  return (
    <>
      <WhatIfCard shown={whatIf}>
        <CostForm {...form} onType={onType} onForget={onForget} />
      </WhatIfCard>
      <FindingCard id="answer" about={about} {...answer}>
        <Facts facts={answer.facts} />
      </FindingCard>
      <FindingCard id="tornado" about={about} {...tornado} />
      <FindingCard id="budget" about={about} {...budget}>
        <BudgetForm {...{ work, wrong, onType }} currency={budget.currency} />
      </FindingCard>
      <FindingCard id="rent-or-own" {...rent} />
      <FindingCard id="use" about={about} {...use} />
      <FindingCard id="hours" {...hours}>
        <HoursForm {...{ work, wrong, onType }} currency={form.currency} />
      </FindingCard>
    </>
  );
}
