/** What is compared with what. A cohort is one workload of one suite on one GPU by one engine, stock or modified. */

export interface CohortKey {
  readonly suite: string;
  readonly workloadId: string;
  /** Of the catalogue: a run whose GPU is not known yet is in no cohort. */
  readonly gpu: string;
  readonly engine: string;
  /** Shaders or settings that the engine does not ship with. */
  readonly modified: boolean;
}

/** One text for each cohort, whatever its parts contain. */
export const cohortId = ({ suite, workloadId, gpu, engine, modified }: CohortKey): string =>
  JSON.stringify([suite, workloadId, gpu, engine, modified]);
