/** The limits of a budget: an empty field sets none, but for the time of a token, which is limited in any case. */
import type { JSX } from 'preact';
import { WORDS } from './catalogue/words';
import { wrongOf, type CostFormModel } from './cost-form';
import { CostFields, TextField } from './form-fields';
import type { WhatIfField } from './what-if-fields';

interface BudgetFormProps extends Pick<CostFormModel, 'work' | 'wrong'> {
  readonly currency: string;
  readonly onType: (name: string, value: string) => void;
}

const SAID = 'budget-problem';

/** Each with what it is for, and what an empty one means. */
const limitsIn = (currency: string): readonly (readonly [WhatIfField, string, string])[] => [
  ['budgetMoney', WORDS.budgetForm.money(currency), WORDS.budgetForm.noLimit],
  ['budgetKwh', WORDS.budgetForm.kilowattHours, WORDS.budgetForm.noLimit],
  ['budgetWatts', WORDS.budgetForm.watts, WORDS.budgetForm.noLimit],
  ['tokenMs', WORDS.budgetForm.tokenMs, '200'],
  ['distance', WORDS.budgetForm.distance, WORDS.budgetForm.noLimit],
];

export const BUDGET_FIELDS = limitsIn('').map(([name]) => name);

export function BudgetForm({ work, wrong, currency, onType }: BudgetFormProps): JSX.Element {
  const own = wrongOf(wrong, BUDGET_FIELDS);
  return (
    <CostFields said={SAID} wrong={own?.says ?? ''}>
      <div class="energy-fields">
        {limitsIn(currency).map(([name, label, hint]) => (
          <TextField
            key={name}
            {...{ id: `cost-${name}`, name, label, hint, said: SAID, onType }}
            value={work[name]}
            wrong={own?.field === name}
            keys="decimal"
          />
        ))}
      </div>
    </CostFields>
  );
}
