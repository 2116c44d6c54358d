/** What the first card of the room says, as text and as a picture: what a model costs on a machine that need not be here. No elements. */
import { besides, ofText, type Load, type Outcome } from '../../costs';
import { tariffSources } from '../energy/energy-model';
import { bySide } from '../../energy/band';
import { perMillionTokens } from '../../foundation/energy-units';
import { lengthsText } from '../../energy/answer';
import { isMissing, type Missing } from '../../predict/basis';
import { billChart, type BillRow } from '../../report/charts/bill';
import type { Chart } from '../../report/charts/chart';
import { range, twoDigits } from '../../report/two-digits';
import type { Finding } from './finding-card';
import { formatsBeside, ifItFits, type OfFormat } from './formats-beside';
import type { RoomMachine } from './imagined';

export interface WhatIf extends Finding {
  /** Whose figures they are, and how they are known: stands before every one of them. */
  readonly known: string;
  readonly facts: readonly WhatIfFact[];
  readonly badge: string;
}

export interface WhatIfFact {
  readonly id: string;
  readonly about: string;
  readonly value: string;
}

export function whatIfOf(room: RoomMachine, load: Load, outcome: Outcome | Missing): WhatIf {
  const { machine, preset } = room;
  const known = knownText(room, outcome);
  const title = titleOf(room, load, outcome);
  if (isMissing(outcome)) {
    const reason = `${load.format.toUpperCase()}: ${outcome.missing}`;
    return { title, known, missing: reason, chart: null, facts: [], badge: '', sources: [] };
  }
  const outcomes = formatsBeside(room, load);
  return {
    ...{ title, known, missing: besides(outcome) },
    chart: chartOf(outcomes, { title, says: saysOf(outcomes, outcome, load), source: room.about }),
    facts: factsOf(outcome, load, room.settings, outcomes),
    badge: outcome.worked.row.provenance.badge,
    sources: [
      ...outcome.speed.sources,
      ...outcome.worked.row.provenance.notes,
      ...(preset === null ? [] : [`Power of the ${preset.name}: ${preset.source}.`]),
      ...(outcome.worked.row.cost.hardware === null ? [] : [`The machine: ${outcome.worked.row.cost.hardware.how}.`]),
      ...(outcome.waiting === null
        ? []
        : [
            `Electricity holds idle power in the hours without use, ${range(outcome.waiting)} ${outcome.charged.currency ?? ''} of it, as the other cards count it. Joules and CO₂ are those of the work alone.`,
          ]),
      ...(preset !== null && preset.msrpUsd !== null ? ['A launch price is that of the board alone.'] : []),
      ...tariffSources({ prepared: machine.prepared }),
    ],
  };
}

function titleOf({ machine, is }: RoomMachine, { model, format }: Load, outcome: Outcome | Missing): string {
  const where =
    is === 'example' ? `a ${machine.name}, for example,` : is === 'named' ? `a ${machine.name}` : machine.name;
  const what = `A million tokens of ${model.name} in ${format.toUpperCase()} on ${where}`;
  if (isMissing(outcome)) return `${what}: nothing to expect`;
  const { value, currency, of } = outcome.charged;
  if (value === null) return `${what}: a price of electricity is missing`;
  return `${what}${ifItFits(outcome, ',')} cost ${twoDigits(value.low)} to ${twoDigits(value.high)} ${currency ?? ''}${ofText(of)}`;
}

function knownText({ is, machine }: RoomMachine, outcome: Outcome | Missing): string {
  if (isMissing(outcome) || outcome.speed.kind === 'expected') {
    const why =
      is === 'here'
        ? 'No run of this GPU is open on this page.'
        : is === 'example'
          ? 'No GPU is known here.'
          : 'It need not be here.';
    return `Expected, not measured: from the data sheet of the ${machine.name}. ${why}`;
  }
  return 'Predicted from the run of this machine; the model itself was not measured.';
}

function chartOf(
  all: readonly OfFormat[],
  about: { readonly title: string; readonly says: string; readonly source: string },
): Chart | null {
  const known = all.flatMap(({ format, outcome }) =>
    isMissing(outcome) || outcome.charged.value === null ? [] : [{ format, outcome, total: outcome.charged.value }],
  );
  const currency = known[0]?.outcome.charged.currency ?? '';
  return billChart({
    ...{ id: 'what-if', ...about, software: false, unit: `${currency} per million tokens` },
    rows: known.map(({ format, outcome, total }) => ({ name: format.toUpperCase(), parts: partsOf(outcome), total })),
  });
}

function partsOf({ worked, charged, waiting }: Outcome): BillRow['parts'] {
  const { electricityPerMillionTokens: atWork, hardware } = worked.row.cost;
  const electricity =
    atWork === null ? null : bySide((side) => perMillionTokens(atWork[side] + (waiting?.[side] ?? 0)));
  const machine =
    charged.of === 'electricity alone' || hardware === null
      ? []
      : [{ of: 'machine', amount: hardware.perMillionTokens } as const];
  // A rent holds its electricity.
  const bill =
    electricity === null || (hardware?.basis === 'rented' && machine.length > 0)
      ? []
      : [{ of: 'electricity', amount: electricity } as const];
  return [...bill, ...machine];
}

function saysOf(all: readonly OfFormat[], chosen: Outcome, { format }: Load): string {
  const { value } = chosen.charged;
  const fp16 = all.find((one) => one.format === 'fp16')?.outcome;
  if (value === null) return 'No price of electricity with a source is known here: give one.';
  if (format === 'fp16' || fp16 === undefined) return 'Whiskers are ranges of what is not known, not of repetitions.';
  const name = format.toUpperCase();
  if (isMissing(fp16)) return `FP16 has no bar: ${fp16.missing} Whiskers are ranges of what is not known.`;
  const times = fp16.charged.value === null ? null : fp16.charged.value.central / value.central;
  return times === null
    ? ''
    : `FP16 costs about ${twoDigits(times)} times as much as ${name}. Whiskers are ranges of what is not known.`;
}

function factsOf(
  outcome: Outcome,
  { batch, lengths, format }: Load,
  { reasoningTokens }: RoomMachine['settings'],
  all: readonly OfFormat[],
): readonly WhatIfFact[] {
  const { speed, worked, answer } = outcome;
  const { joulesPerToken, powerWatts } = worked.row;
  const together = batch === 1 ? '' : `, ${batch} sequences together`;
  const fp16 = format === 'fp16' ? undefined : all.find((one) => one.format === 'fp16')?.outcome;
  const grams = worked.row.carbon.gramsPerMillionTokens;
  return [
    { id: 'speed', about: `tokens a second${together}, ${speed.kind}`, value: range(speed.decode) },
    { id: 'joules', about: 'joules a token', value: range(joulesPerToken) },
    ...(fp16 === undefined || isMissing(fp16)
      ? []
      : [{ id: 'joules-fp16', about: 'joules a token in FP16', value: range(fp16.worked.row.joulesPerToken) }]),
    { id: 'watts', about: 'watts while it writes', value: range(powerWatts) },
    ...(grams === null ? [] : [{ id: 'carbon', about: 'g CO₂ per million tokens', value: range(grams) }]),
    ...(answer === null
      ? []
      : [
          {
            id: 'answer',
            about: `seconds for an answer of ${lengthsText(lengths, reasoningTokens)}`,
            value: range(answer.seconds),
          },
        ]),
  ];
}

/** What stands in the field of the GPU while it is empty. */
export const gpuHint = ({ is, machine }: RoomMachine): string =>
  is === 'example' ? `such as ${machine.name}` : `this one: ${machine.name}`;
