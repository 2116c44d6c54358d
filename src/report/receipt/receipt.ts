/**
 * What a receipt holds: which workloads were measured and how, so that anyone can run the same ones, and by which implementation
 * they were first. No results. Its text is a link (link.ts); whether it can be replayed here is in replay.ts.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { shapeNamed } from '../../model/shapes';
import { promptRuleOf } from '../../benchmark/prompts';
import { lineShapes, lineTest } from '../../benchmark/suite/line';
import type { SustainedTest } from '../../benchmark/suite/suite';
import {
  isFileSource,
  PROTOCOL,
  syntheticSource,
  workloadId,
  workloadOf,
  type Test,
  type WeightSource,
} from '../../benchmark/workload';
import { RECIPES, type ModelFormat } from '../../kernels/recipe';
import type { ModelConfig } from '../../model/config';
import { ownOptionsOf, type OwnOptions, type RunSettings } from '../../options/settings';
import type { Result } from '../schema';

/** Every option that a run's settings have under its own name, and what makes up the rest of them. */
export interface Receipt extends OwnOptions {
  /** `tokamark-1`: how it is measured. Another protocol is another workload. */
  readonly protocol: string;
  /** A published shape with synthetic weights, or weights that whoever replays must have: their file's sha-256. */
  readonly model: { readonly shape: string } | { readonly sha256: string };
  readonly formats: readonly ModelFormat[];
  readonly tests: readonly Test[];
  readonly sustained: SustainedTest | null;
  readonly tuned: boolean;
  /** Of prompts that a seed makes (uint32); absent of all that were measured with the prompts that everybody has. */
  readonly promptSeed?: number;
  /** Windows of the held-out passage on which each format's fidelity is measured; null: it is not. */
  readonly fidelity: { readonly windows: number } | null;
  /** Digest of the sorted ids of all its workloads: what a replay must compute too. */
  readonly workloads: string;
  readonly implementation: Implementation;
}

export type Implementation = Pick<Result['engine'], 'name' | 'version' | 'commit' | 'shaderHash'>;

export type ReceiptRequest = Omit<Receipt, 'workloads' | 'model'>;

type Asked = RunSettings & { readonly promptSeed?: number | undefined };

/** Of a run with these settings, by this implementation. */
export const receiptRequest = ({ promptSeed, ...settings }: Asked, implementation: Implementation): ReceiptRequest => ({
  ...ownOptionsOf(settings),
  ...(promptSeed === undefined ? {} : { promptSeed }),
  ...{ formats: settings.formats, tests: settings.tests, sustained: settings.sustained, fidelity: settings.fidelity },
  ...{ protocol: PROTOCOL, tuned: settings.tuning !== 'off', implementation },
});

/** 32 hexadecimal digits of the sha-256 over the sorted ids, one a line: short enough for a link. */
export function workloadsDigest(ids: readonly string[]): string {
  const text = [...new Set(ids)].sort().join('\n');
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 32);
}

export type MeasuredWorkloads = Pick<Receipt, 'formats' | 'tests' | 'line' | 'promptSeed'>;

/** Of the prompts that everybody has, or that a seed makes: every seed gives the same ids. */
const ruleOf = ({ promptSeed }: Pick<Receipt, 'promptSeed'>): string | undefined =>
  promptRuleOf({ prompts: null, promptSeed });

/** The id of each test in each format, and of what the line adds beside a published shape. */
export function workloadIds(
  config: ModelConfig,
  weights: WeightSource,
  { formats, tests, line, ...seeded }: MeasuredWorkloads,
): string[] {
  const promptRule = ruleOf(seeded);
  const idsOf = (of: ModelConfig, own: readonly ModelFormat[], some: readonly Test[]) =>
    own.flatMap((format) =>
      some.map((test) => workloadId(workloadOf({ config: of, weights, recipe: RECIPES[format], promptRule, ...test }))),
    );
  const test = lineTest(tests);
  const inLine = formats.filter((format) => line.includes(format));
  const beside = isFileSource(weights) || test === undefined ? [] : lineShapes(config.name, tests);
  return [
    ...idsOf(config, formats, tests),
    ...beside.flatMap((shape) => idsOf(shapeNamed(shape), inLine, test === undefined ? [] : [test])),
  ];
}

/** The ids that this version computes for a receipt of a published shape. @throws TokamarkError `option` of an unknown shape */
export const idsOfShape = (shape: string, measured: MeasuredWorkloads): string[] =>
  workloadIds(shapeNamed(shape), syntheticSource(), measured);

/** Of one test in one format of a receipt. @throws TokamarkError `option` of an unknown shape */
export function idOfTest(
  { shape, ...seeded }: { readonly shape: string } & Pick<Receipt, 'promptSeed'>,
  format: ModelFormat,
  test: Test,
): string {
  const [config, promptRule] = [shapeNamed(shape), ruleOf(seeded)];
  return workloadId(workloadOf({ config, weights: syntheticSource(), recipe: RECIPES[format], promptRule, ...test }));
}

/** Of a run that measures a published shape. */
export function receiptOfShape(shape: string, request: ReceiptRequest): Receipt {
  return { ...request, model: { shape }, workloads: workloadsDigest(idsOfShape(shape, request)) };
}

/** Of a run with weights from a folder. */
export function receiptOfWeights(config: ModelConfig, digest: string, request: ReceiptRequest): Receipt {
  const weights = { sha256: digest };
  return { ...request, model: weights, workloads: workloadsDigest(workloadIds(config, weights, request)) };
}
