/** What the room Cost says, in English: its cards, and the forms in them. Figures come as they are shown, with their currency apart. */
import { ANSWER_EN, WHAT_IF_EN } from './cards-en';
import { BUDGET_EN, FORM_EN, GPU_EN, HOURS_FORM_EN } from './form-en';
import { HOURS_EN, PLAN_EN, RENT_EN, TORNADO_EN, USE_EN } from './more-cards-en';

export const EN = {
  whatIf: WHAT_IF_EN,
  answer: ANSWER_EN,
  tornado: TORNADO_EN,
  plan: PLAN_EN,
  rent: RENT_EN,
  use: USE_EN,
  hours: HOURS_EN,
  form: FORM_EN,
  gpu: GPU_EN,
  budgetForm: BUDGET_EN,
  hoursForm: HOURS_FORM_EN,
  machine: {
    thisGpu: 'this GPU',
    predicted: (gpu: string) => `Predicted from the run of ${gpu}, not measured.`,
    expected: (gpu: string) => `Expected from the data sheet of the ${gpu}, not measured.`,
  },
  formats: {
    leftOut: (format: string, why: string) => `${format} is left out: ${why}`,
    doubt: (format: string, doubt: string) => `${format}: ${doubt}`,
    /** At the end of a title, or before it goes on. */
    ifItFits: ', if it fits',
    ifItFitsThen: ', if it fits,',
  },
  sources: 'Where each figure comes from',
};
