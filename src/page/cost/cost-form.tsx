/** All that a person may say of the machine, the model and the money, in one form below the picture that it changes. */
import type { JSX } from 'preact';
import { howPaid } from '../../energy/payment';
import { MODEL_FORMATS } from '../../kernels/recipe';
import type { Problem } from '../energy/energy-state';
import type { FieldName, Fields } from '../energy/fields';
import { capitalised } from '../format/capitalised';
import { WORDS } from './catalogue/words';
import { EnergyFields, wrongText } from './energy-fields';
import { ChoiceField, CostFields, TextField, type Choices } from './form-fields';
import type { GpuChoice } from './gpu-choice';
import { GpuField } from './gpu-field';
import type { RoomMachine } from './imagined';
import { Opening } from './opening';
import type { WhatIfField, WhatIfFields } from './what-if-fields';

export interface CostFormModel {
  readonly work: WhatIfFields;
  /** What was understood of the name of a GPU. */
  readonly gpu: GpuChoice;
  /** With what was said of the prices of the GPU that the room speaks of. */
  readonly energy: Fields;
  readonly problem: Problem | null;
  readonly wrong: readonly Wrong[];
  readonly lists: FormLists;
  /** Of what is typed in. */
  readonly currency: string;
  /** How the machine is paid now. */
  readonly paid: string;
  /** Of an answer: `500 tokens to a prompt of 300`. */
  readonly lengths: string;
  /** What has to be said of what the browser had kept; or empty. */
  readonly notice: string;
  /** Of price and carbon, and what plays no part. */
  readonly says: string;
}

/** A field that cannot be read. */
export interface Wrong {
  readonly field: WhatIfField;
  readonly says: string;
}

/** What is wrong with one of `names`, or null. */
export const wrongOf = (wrong: readonly Wrong[], names: readonly WhatIfField[]): Wrong | null =>
  wrong.find(({ field }) => names.includes(field)) ?? null;

interface FormLists {
  readonly gpuHint: string;
  readonly models: readonly string[];
  /** The model that is meant. */
  readonly model: string;
  readonly countries: Choices;
}

interface CostFormProps extends CostFormModel {
  readonly onType: (name: string, value: string) => void;
  readonly onForget: () => void;
}

const LENGTHS: readonly FieldName[] = ['promptTokens', 'reasoningTokens', 'answerTokens'];
const PAID: readonly FieldName[] = [
  ...(['payment', 'utilisation', 'hardwarePrice', 'lifeYears', 'rentPerHour'] as const),
  ...(['country', 'electricityPrice', 'currency', 'pue', 'gridIntensity'] as const),
];
/** What is told of the GPU that is here stands with its own card. */
export const OF_THIS_GPU: readonly FieldName[] = ['device', 'powerLimit', 'watts', 'idleWatts', 'boundary'];

const SAID = 'what-if-problem';
const OF_WORK: readonly WhatIfField[] = ['gpu', 'model', 'format', 'batch'];

export function CostForm({ onType, onForget, ...model }: CostFormProps): JSX.Element {
  const { work, gpu, wrong, energy, problem, lists, paid, lengths, notice, says } = model;
  const field = (name: WhatIfField, label: string) => ({
    ...{ id: `cost-${name}`, name, label, value: work[name], said: SAID, onType },
    wrong: wrongOf(wrong, [name]) !== null,
  });
  const wrongPaid = wrongText(problem, PAID);
  const wrongLengths = wrongText(problem, LENGTHS);
  const said = wrongOf(wrong, OF_WORK)?.says ?? (wrongLengths || wrongPaid);
  const common = { fields: energy, problem, said: SAID, countries: lists.countries, onType };
  return (
    <CostFields said={SAID} wrong={said}>
      {notice !== '' && (
        <p class="message warning" data-testid="cost-notice">
          {notice}
        </p>
      )}
      <div class="energy-fields">
        <GpuField
          value={work.gpu}
          hint={lists.gpuHint}
          choice={gpu}
          said={SAID}
          onType={(value) => onType('gpu', value)}
        />
        <ChoiceField
          {...field('model', WORDS.form.model)}
          value={lists.model}
          choices={lists.models.map((name) => [name, name] as const)}
        />
        <ChoiceField
          {...field('format', WORDS.form.format)}
          choices={MODEL_FORMATS.map((format) => [format, format.toUpperCase()] as const)}
        />
        <TextField {...field('batch', WORDS.form.batch)} hint="1" keys="decimal" />
      </div>
      <Opening id="cost-lengths" summary={WORDS.form.anAnswer(lengths)} wrong={wrongLengths !== ''}>
        <EnergyFields names={LENGTHS} {...common} />
      </Opening>
      <Opening id="cost-paid" summary={WORDS.form.rentAndUse(paid)} wrong={wrongPaid !== ''}>
        <EnergyFields names={PAID} {...common} />
        <p class="hint" data-testid="energy-tariff">
          {says}
        </p>
        <button type="button" id="energy-reset" onClick={onForget}>
          {WORDS.form.forget}
        </button>
      </Opening>
    </CostFields>
  );
}

/** `owned: 599 USD over 4 years, paid in all hours, used 25 % of them`, with the price of electricity. */
export function howPaidText({ machine: { prepared } }: RoomMachine): string {
  const { hardware, tariff } = prepared;
  const electricity =
    tariff.electricity === null
      ? WORDS.form.noElectricityPrice
      : WORDS.form.perKilowattHour(tariff.electricity.value.value, tariff.electricity.value.currency);
  const machine = hardware === null ? WORDS.form.noMachinePrice : howPaid(hardware);
  return capitalised(WORDS.form.paid(machine, electricity));
}
