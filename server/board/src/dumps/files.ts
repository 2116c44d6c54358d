/**
 * What a dump has: files, their columns, and where these come from. Only what the board lists for everybody: runs that are ranked, and of
 * all others counts alone. No key, token, address, name of a machine or raw name of a GPU.
 */

export interface Column {
  readonly name: string;
  /** As Table Schema (Frictionless Data) names them. */
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly description: string;
}

export interface DumpFile {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly Column[];
}

const text = (name: string, description: string): Column => ({ name, type: 'string', description });
const number = (name: string, description: string): Column => ({ name, type: 'number', description });
const integer = (name: string, description: string): Column => ({ name, type: 'integer', description });

const RUN = text('run', 'run.id in runs');
const WORKLOAD = text('workload', 'id in workloads');

export const FILES = {
  suites: {
    name: 'suites',
    about: 'Suites of workloads. A withdrawn one is not ranked any more.',
    columns: [
      text('id', 'name'),
      { name: 'frozen', type: 'date', description: 'since when it is unchanged' },
      { name: 'withdrawn', type: 'date', description: 'empty: it holds' },
      text('why', 'why it was withdrawn'),
    ],
  },
  workloads: {
    name: 'workloads',
    about:
      'What was computed, of all suites that have rows here. The same id is the same work, on whatever device and by whatever engine.',
    columns: [
      text('id', 'SHA-256 of what is computed'),
      text('shape', 'the shape of the model; its weights are synthetic'),
      text('format', 'of the weights'),
      text('phase', 'decode or prefill'),
      integer('tokens', 'of one pass and one sequence'),
      integer('depth', 'tokens of context before it'),
      integer('batch', 'sequences at once'),
      text('delivery', 'streamed: read back token by token; batched: at the end'),
    ],
  },
  gpus: {
    name: 'gpus',
    about: 'GPUs that have rows here, by their names in the catalogue or the operator’s.',
    columns: [
      text('id', 'of the catalogue'),
      text('name', ''),
      text('kind', 'desktop, laptop, integrated, phone or datacentre'),
      number('bandwidth', 'GB/s of its memory by the catalogue; empty: unknown'),
      text('source', 'of what is known of it'),
    ],
  },
  runs: {
    name: 'runs',
    about: 'One row for each run that is ranked.',
    columns: [
      text('id', 'as the board’s addresses have it'),
      { name: 'day', type: 'date', description: 'on which it arrived, UTC' },
      text('suite', 'id in suites'),
      text(
        'device',
        'the same within one dump, and another in the next: a device is one voice, and nobody in particular',
      ),
      text('engine', ''),
      text('version', 'of the engine'),
      text('commit', 'of the engine, as it says itself'),
      text('shader_hash', 'of its shaders, as it says itself'),
      { name: 'modified', type: 'boolean', description: 'whether its code is another than a commit names' },
      text('gpu', 'id in gpus'),
      text('browser', 'name and main version'),
      text('os', ''),
      text('power_source', 'mains, battery or unknown, as its owner says'),
    ],
  },
  samples: {
    name: 'samples',
    about: 'One row for each counted repetition of a ranked run.',
    columns: [
      RUN,
      WORKLOAD,
      text('metric', 'tokensPerSecond (tokens per second) or ttftSeconds (seconds to the first token)'),
      integer('repetition', 'from 0, in run order'),
      number('value', 'in the unit of its metric'),
    ],
  },
  energy: {
    name: 'energy',
    about: 'Joules per token of a run, with the interval that the way of counting leaves.',
    columns: [
      RUN,
      WORKLOAD,
      text('rung', 'how it was counted'),
      text('boundary', 'of what: gpu, or more of the machine'),
      number('low', 'joules per token'),
      number('mid', 'joules per token'),
      number('high', 'joules per token'),
    ],
  },
  support: {
    name: 'support',
    about:
      'What runs where, counted over the latest runs that anybody hears of, those too that failed or are not ranked.',
    columns: [
      text('format', ''),
      text('browser', 'name and main version; other: one that nobody knows'),
      text('gpu_family', 'of the catalogue or as its adapters say; other: one that it has not'),
      integer('devices_ran', 'devices on which a run came to its end'),
      integer('devices_failed', 'devices on which one did not; a device may be both'),
      integer('runs', 'of them all'),
      text('codes', 'of the errors, each with its devices'),
    ],
  },
  cohorts: {
    name: 'cohorts',
    about: 'The board: the median of one value for each device.',
    columns: [
      text('suite', 'id in suites'),
      WORKLOAD,
      text('gpu', 'id in gpus'),
      text('engine', ''),
      { name: 'modified', type: 'boolean', description: '' },
      integer('n', 'devices that the median is of: the confirmed ones where those stand for the cohort, else all'),
      number('median', 'tokens per second'),
      number('low', 'of the interval that holds the median of all such devices with 95 %; empty of fewer than five'),
      number('high', ''),
      number('guarded_low', 'of the interval that holds it also where a fifth of the devices are false'),
      number('guarded_high', ''),
      text('warning', 'of the operator'),
    ],
  },
} as const satisfies Readonly<Record<string, DumpFile>>;

export type DumpName = keyof typeof FILES;
export const DUMP_NAMES = Object.values(FILES).map(({ name }) => name);
