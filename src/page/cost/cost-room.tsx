/** The cards of the room in their order: what it costs, what would change it, rent or own, what a budget
 * buys, and when electricity is cheapest. */
import type { JSX } from 'preact';
import { BudgetForm } from './budget-form';
import { CostForm } from './cost-form';
import { FindingCard } from './finding-card';
import { HoursForm } from './hours-form';
import type { RoomModel } from './room-model';
import { WhatIfCard } from './what-if-card';

interface CostRoomProps extends RoomModel {
  readonly onType: (name: string, value: string) => void;
  readonly onForget: () => void;
}

export function CostRoom({ whatIf, tornado, rent, budget, hours, form, onType, onForget }: CostRoomProps): JSX.Element {
  const { work, wrong } = form;
  return (
    <>
      <WhatIfCard shown={whatIf}>
        <CostForm {...form} onType={onType} onForget={onForget} />
      </WhatIfCard>
      <FindingCard id="tornado" {...tornado} />
      <FindingCard id="rent-or-own" {...rent} />
      <FindingCard id="budget" {...budget}>
        <BudgetForm {...{ work, wrong, onType }} currency={budget.currency} />
      </FindingCard>
      <FindingCard id="hours" {...hours}>
        <HoursForm {...{ work, wrong, onType }} currency={form.currency} />
      </FindingCard>
    </>
  );
}
