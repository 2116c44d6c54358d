/** A day's prices, pasted, and how long a job takes. */
import type { JSX } from 'preact';
import { WORDS } from './catalogue/words';
import { wrongOf, type CostFormModel } from './cost-form';
import { CostFields, TextField } from './form-fields';
import type { WhatIfField } from './what-if-fields';

interface HoursFormProps extends Pick<CostFormModel, 'work' | 'wrong'> {
  readonly currency: string;
  readonly onType: (name: string, value: string) => void;
}

const SAID = 'hours-problem';

export const HOURS_FIELDS: readonly WhatIfField[] = ['hourly', 'jobHours'];

export function HoursForm({ work, wrong, currency, onType }: HoursFormProps): JSX.Element {
  const own = wrongOf(wrong, HOURS_FIELDS);
  return (
    <CostFields said={SAID} wrong={own?.says ?? ''}>
      <label>
        {WORDS.hoursForm.prices(currency)}{' '}
        <textarea
          id="cost-hourly"
          name="hourly"
          rows={3}
          maxLength={4000}
          value={work.hourly}
          placeholder={WORDS.hoursForm.pricesHint}
          aria-invalid={own?.field === 'hourly'}
          aria-describedby={own?.field === 'hourly' ? SAID : undefined}
          onInput={({ currentTarget }) => onType('hourly', currentTarget.value)}
        />
      </label>
      <div class="energy-fields">
        <TextField
          {...{ id: 'cost-jobHours', name: 'jobHours', label: WORDS.hoursForm.job, hint: '2', said: SAID, onType }}
          value={work.jobHours}
          wrong={own?.field === 'jobHours'}
          keys="decimal"
        />
      </div>
    </CostFields>
  );
}
