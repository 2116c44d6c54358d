/** What the cards of the room say, from what was typed in, a run where there is one, and the tables. No elements. */
import { asTokamarkError } from '../../foundation/errors';
import { outcomeOf, type Limits } from '../../costs';
import type { PublishedModel } from '../../predict/published-models';
import { tariffText, unusedText } from '../energy/energy-model';
import { isOf } from '../energy/shown-energy';
import { answerCardOf, type AnswerCardModel } from './answer-model';
import { budgetCardOf, limitsOf, type BudgetCardModel } from './budget-model';
import { howPaidText, type CostFormModel } from './cost-form';
import { countryChoices, countryName } from './energy-fields';
import { dayOf, hoursCardOf, type Day, type HoursCardModel } from './hours-model';
import { machineOf, type RoomMachine } from './imagined';
import { rentCardOf, type RentCardModel } from './rent-model';
import type { RoomInput } from './room';
import { tornadoCardOf, type TornadoCardModel } from './tornado-model';
import { useCardOf, type UseCardModel } from './use-model';
import { isWhatIfField, workOf, type ChosenWork, type WhatIfField, type WhatIfFields } from './what-if-fields';
import { gpuHint, whatIfOf, type WhatIf } from './what-if-model';

export interface RoomModel {
  /** How the speeds of the machine are known. */
  readonly about: string;
  readonly whatIf: WhatIf;
  readonly rent: RentCardModel;
  readonly budget: BudgetCardModel;
  readonly tornado: TornadoCardModel;
  readonly answer: AnswerCardModel;
  readonly use: UseCardModel;
  readonly hours: HoursCardModel;
  readonly form: CostFormModel;
}

interface Typed {
  readonly fields: WhatIfFields;
  /** The last that could be read. */
  readonly good: WhatIfFields;
}

/** A field that cannot be read is named, and leaves the figures of the last good ones. */
export function roomPropsOf(input: RoomInput, { fields, good }: Typed, models: readonly PublishedModel[]): RoomModel {
  const { data, basis } = input;
  const { result } = input.run.answer;
  const own = result !== null && isOf(result.adapter, data) ? result : null;
  const read = (from: WhatIfFields) => ({
    room: machineOf(from.gpu, data, basis, own),
    work: workOf(from, models),
    limits: limitsOf(from, basis.settings.utilisation),
    day: dayOf(from),
  });
  const { room, work, limits, day, wrong } = readOrKeep(read, { fields, good });
  const presets = data.catalogue.presets.filter(({ memoryBandwidthGBs }) => memoryBandwidthGBs !== null);
  const load = { ...work, lengths: basis.prepared.lengths };
  const outcome = outcomeOf(room.machine, load);
  return {
    about: room.about,
    whatIf: whatIfOf(room, work, basis.prepared.lengths),
    rent: rentCardOf(room),
    budget: budgetCardOf({ room, work, limits, fidelity: own?.fidelity ?? null }),
    tornado: tornadoCardOf(room, load, data.constants),
    answer: answerCardOf(room, load, outcome),
    use: useCardOf(room, load),
    hours: hoursCardOf(day, room, outcome),
    form: {
      ...{ work: fields, energy: input.fields, problem: input.problem, wrong },
      lists: {
        gpuHint: gpuHint(machineOf('', data, basis, own)),
        gpus: presets.map(({ name }) => name),
        models: models.map(({ name }) => name),
        model: work.model.name,
        countries: countryChoices(data.constants),
      },
      ...{ currency: room.settings.currency, paid: howPaidText(room) },
      says: [input.notice, tariffText(basis, countryName), unusedText(basis)].filter((text) => text !== '').join(' '),
    },
  };
}

interface Read {
  readonly room: RoomMachine;
  readonly work: ChosenWork;
  readonly limits: Limits;
  readonly day: Day;
}

function readOrKeep(
  read: (from: WhatIfFields) => Read,
  { fields, good }: Typed,
): Read & { readonly wrong: CostFormModel['wrong'] } {
  try {
    return { ...read(fields), wrong: null };
  } catch (thrown) {
    const { where, message, remedy } = asTokamarkError(thrown);
    const field: WhatIfField = isWhatIfField(where) ? where : 'gpu';
    const named = message.replace(new RegExp(`^${field}(?= )`), 'This');
    const says = `${named.replace('NaN', 'no number')} ${remedy} The figures have not changed.`;
    return { ...read(good), wrong: { field, says } };
  }
}
