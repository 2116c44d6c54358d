/** What a person calls runs and their machines, by the ids of the runs: apart from the results, which stay as they were measured. */
import { z } from 'zod';
import { plainName } from '../../report/outside-text';
import { MACHINE_LETTERS } from '../../report/schema';
import type { Records } from './records';

/** The longest name of a run. */
export const NAME_LETTERS = 60;

export interface RunLabel {
  /** Empty: none. */
  readonly name: string;
  /** Empty: what the result says. */
  readonly machine: string;
}

export const NO_LABEL: RunLabel = { name: '', machine: '' };

export interface LabelStore {
  /** What cannot be read is left out. */
  readonly all: () => Promise<ReadonlyMap<string, RunLabel>>;
  readonly write: (id: string, label: RunLabel) => Promise<void>;
}

/** As letters that are seen, on one line. */
const plainLabel = ({ name, machine }: RunLabel): RunLabel => ({
  name: plainName(name, NAME_LETTERS),
  machine: plainName(machine, MACHINE_LETTERS),
});

const labelSchema = z.object({ name: z.string(), machine: z.string() });

export const labelStore = (records: Records): LabelStore => ({
  all: async () =>
    new Map(
      (await records.all()).flatMap(([id, value]) => {
        const { data } = labelSchema.safeParse(value);
        return data === undefined ? [] : [[id, plainLabel(data)]];
      }),
    ),
  write: (id, label) => {
    const { name, machine } = plainLabel(label);
    return name === '' && machine === '' ? records.remove(id) : records.write(id, { name, machine });
  },
});
