/** One document that tells a program what this board is: suites, words, limits and addresses. Nothing in it needs a second look-up. */
import { z } from '@hono/zod-openapi';
import { SUITE } from '../../../../src/benchmark/suite/suite';
import { COMMIT, VERSION } from '../../../../src/foundation/build';
import { RUN_STATES, type RunState } from '../contract/answers';
import { contactSchema } from '../contract/contact';
import { problemSchema } from '../contract/problem';
import { suitesSchema } from '../contract/reads/suites';
import { withdrawnOf } from '../reads/known';
import { PROBLEM_TYPE } from './problem';

export const contextSchema = z.object({
  name: z.literal('tokamark-board'),
  version: z.string(),
  commit: z.string(),
  ...suitesSchema.shape,
  states: z.record(z.enum(RUN_STATES), z.string()),
  limits: z.object({ bodyBytes: z.number().int() }),
  errors: z.object({ mediaType: z.string(), fields: z.array(z.string()) }),
  units: z.record(z.string(), z.string()),
  links: z.record(z.string(), z.string()),
  /** Of who runs it; null where nobody says. */
  contact: contactSchema.nullable(),
  licenceOfData: z.literal('CC0-1.0'),
});

const STATES: Readonly<Record<RunState, string>> = {
  ranked: 'It counts in its cohort.',
  practice:
    'Stored and never ranked: a software adapter, other workloads than the ranked ones, a suite that was withdrawn meanwhile, or links by which the board’s clock bounds too little.',
  pending: 'Stored, and ranked once its proof has been checked and its GPU is known, or the operator has looked at it.',
  quarantined: 'Shown to its owner alone, as ranked, until the operator has decided.',
  rejected: 'Not stored, or taken out again.',
  failed: 'The run ended early: it counts in the support matrix.',
};

interface SuiteRow {
  readonly id: string;
  readonly frozen_at: Date;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_why: string | null;
}

interface Board {
  readonly suites: readonly SuiteRow[];
  readonly bodyBytes: number;
  readonly contact: string | null;
}

export const contextOf = ({ suites, bodyBytes, contact }: Board): z.infer<typeof contextSchema> => ({
  ...{ name: 'tokamark-board', version: VERSION, commit: COMMIT, currentSuite: SUITE, states: { ...STATES } },
  suites: suites.map((row) => ({ id: row.id, frozenAt: row.frozen_at.toISOString(), withdrawn: withdrawnOf(row) })),
  limits: { bodyBytes },
  errors: { mediaType: PROBLEM_TYPE, fields: Object.keys(problemSchema.shape) },
  units: { speed: 'tokens per second', time: 'seconds', energy: 'joules per token', bandwidth: 'GB/s' },
  links: {
    ...{ openapi: '/api/openapi.json', documentation: '/api', page: '/', workloads: '/api/workloads' },
    ...{ cohorts: '/api/cohorts', runs: '/api/runs', energy: '/api/energy', support: '/api/support' },
    ...{ filters: '/api/filters', dumps: '/api/dumps' },
  },
  ...{ contact, licenceOfData: 'CC0-1.0' },
});
