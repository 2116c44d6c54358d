/** The settings of a run, as every engine takes them, and the one way from options to them. */
import { z } from 'zod';
import { FEWEST_REPETITIONS } from '../benchmark/ladder';
import {
  delivered,
  HEADLINE,
  HEADLINE_TESTS,
  PROFILES,
  testsAt,
  type Profile,
  type SustainedTest,
} from '../benchmark/suite/suite';
import type { Test } from '../benchmark/workload';
import { seconds } from '../foundation/units';
import type { ModelFormat } from '../kernels/recipe';
import { ownOptions, RUN_OPTIONS, runOptions, type RunChoice, type RunOptionTexts } from './run-options';
import { NONE, OFF, ON } from './values';

/** The options that are settings by themselves. */
export type OwnOptions = Readonly<z.output<typeof ownOptions>>;

/** They, and what the other options mean together. */
export interface RunSettings extends OwnOptions {
  /** A name of SHAPES ('SmolLM2-135M', ...), or null for the shape of a model from a folder. */
  readonly shape: string | null;
  readonly formats: readonly ModelFormat[];
  /** In each format, in this order; profiles and testsAt (benchmark/suite) give such lists. */
  readonly tests: readonly Test[];
  /** After the rest, decode for so long that throttling shows; null for none. Its time is not part of the budget. */
  readonly sustained: SustainedTest | null;
  /** Seconds the whole run may take: the workload shrinks in a fixed order to hold it. Null: nothing shrinks. */
  readonly budgetSeconds: number | null;
  /** What every format costs in fidelity, on so many windows of the held-out passage; null: it is not measured. */
  readonly fidelity: { readonly windows: number } | null;
  /** `remembered`: what was tuned before is used, and the rest tuned. `again`: it is forgotten first. `off`: defaults run. */
  readonly tuning: 'remembered' | 'again' | 'off';
}

/** Every option's text in a profile. */
export const textsOf = (profile: Profile): RunOptionTexts =>
  allTexts.parse(
    Object.fromEntries(
      RUN_OPTIONS.map(({ name, initial }) => [name, typeof initial === 'string' ? initial : initial(profile)]),
    ),
  );

const allTexts = z.record(runOptions.keyof(), z.string());

/**
 * The headline alone, as often as bounds a median, however long it takes: what a person may ask for where a budget held less. Options
 * that decide nothing of the workload, and the formats, stay as they stand.
 */
export function headlineTexts(): Partial<RunOptionTexts> {
  const { shape, prompt, generate, depth, batch, delivery } = textsOf({
    ...PROFILES.quick,
    shape: HEADLINE.shape,
    tests: HEADLINE_TESTS,
  });
  const repetitions = String(FEWEST_REPETITIONS);
  return { shape, prompt, generate, depth, batch, delivery, repetitions, line: NONE, sustain: NONE, budget: NONE };
}

export function settingsOf(choice: RunChoice): RunSettings {
  const { prompt, generate, depth, batch, delivery, sustain, budget, fidelity, windows, tune, retune, ...own } = choice;
  const { formats } = own;
  const format = formats.includes('int4') ? 'int4' : formats[0];
  return {
    ...own,
    tests: delivered(testsAt(prompt, generate, depth, batch), delivery),
    sustained: sustain === null || format === undefined ? null : { format, seconds: seconds(sustain) },
    budgetSeconds: budget,
    fidelity: fidelity && windows > 0 ? { windows } : null,
    tuning: !tune ? 'off' : retune ? 'again' : 'remembered',
  };
}

/** What a profile asks for. */
export const settingsOfProfile = (profile: Profile): RunSettings => settingsOf(runOptions.parse(textsOf(profile)));

const ownTexts = z.record(ownOptions.keyof(), z.string());

/** As the command line would give them. */
export const ownTextsOf = (settings: OwnOptions): z.output<typeof ownTexts> =>
  ownTexts.parse(
    Object.fromEntries(
      ownOptions.keyof().options.map((name) => {
        const value = settings[name];
        return [name, textOf(value)];
      }),
    ),
  );

function textOf(value: OwnOptions[keyof OwnOptions]): string {
  if (typeof value === 'boolean') return value ? ON : OFF;
  return typeof value === 'object' && value.length === 0 ? NONE : String(value);
}

/** Them alone, of an object that holds more. */
export const ownOptionsOf = (settings: OwnOptions): OwnOptions => ownOptions.parse(ownTextsOf(settings));
