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
import { WORDS } from './catalogue/words';
import type { Finding } from './finding-card';
import { formatsBeside, ifItFitsThen, type OfFormat } from './formats-beside';
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
    const reason = WORDS.whatIf.noFigures(load.format.toUpperCase(), outcome.missing);
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
      ...(preset === null ? [] : [WORDS.whatIf.sources.power(preset.name, preset.source)]),
      ...(outcome.worked.row.cost.hardware === null
        ? []
        : [WORDS.whatIf.sources.machine(outcome.worked.row.cost.hardware.how)]),
      ...(outcome.waiting === null
        ? []
        : [WORDS.whatIf.sources.waiting(range(outcome.waiting), outcome.charged.currency ?? '')]),
      ...(preset !== null && preset.msrpUsd !== null ? [WORDS.whatIf.sources.launchPrice] : []),
      ...tariffSources({ prepared: machine.prepared }),
    ],
  };
}

function titleOf({ machine, is }: RoomMachine, { model, format }: Load, outcome: Outcome | Missing): string {
  const { where: whereOf, title } = WORDS.whatIf;
  const where = is === 'example' || is === 'named' ? whereOf[is](machine.name) : machine.name;
  const what = { model: model.name, format: format.toUpperCase(), where };
  if (isMissing(outcome)) return title.nothing(what);
  const { value, currency, of } = outcome.charged;
  if (value === null) return title.unpriced(what);
  return title.cost({
    ...{ ...what, doubt: ifItFitsThen(outcome), of: ofText(of) },
    ...{ low: twoDigits(value.low), high: twoDigits(value.high), currency: currency ?? '' },
  });
}

function knownText({ is, machine }: RoomMachine, outcome: Outcome | Missing): string {
  if (isMissing(outcome) || outcome.speed.kind === 'expected') {
    return WORDS.whatIf.known[is === 'here' || is === 'example' ? is : 'elsewhere'](machine.name);
  }
  return WORDS.whatIf.known.predicted;
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
    ...{ id: 'what-if', ...about, software: false, unit: WORDS.whatIf.unit(currency) },
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
  if (value === null) return WORDS.whatIf.says.unpriced;
  if (format === 'fp16' || fp16 === undefined) return WORDS.whatIf.says.whiskers;
  const name = format.toUpperCase();
  if (isMissing(fp16)) return WORDS.whatIf.says.noBar(fp16.missing);
  const times = fp16.charged.value === null ? null : fp16.charged.value.central / value.central;
  return times === null ? '' : WORDS.whatIf.says.times(twoDigits(times), name);
}

function factsOf(
  outcome: Outcome,
  { batch, lengths, format }: Load,
  { reasoningTokens }: RoomMachine['settings'],
  all: readonly OfFormat[],
): readonly WhatIfFact[] {
  const { speed, worked, answer } = outcome;
  const { joulesPerToken, powerWatts } = worked.row;
  const { facts } = WORDS.whatIf;
  const aboutSpeed = batch === 1 ? facts.speed[speed.kind] : facts.speedTogether[speed.kind](batch);
  const fp16 = format === 'fp16' ? undefined : all.find((one) => one.format === 'fp16')?.outcome;
  const grams = worked.row.carbon.gramsPerMillionTokens;
  return [
    { id: 'speed', about: aboutSpeed, value: range(speed.decode) },
    { id: 'joules', about: facts.joules, value: range(joulesPerToken) },
    ...(fp16 === undefined || isMissing(fp16)
      ? []
      : [{ id: 'joules-fp16', about: facts.joulesInFp16, value: range(fp16.worked.row.joulesPerToken) }]),
    { id: 'watts', about: facts.watts, value: range(powerWatts) },
    ...(grams === null ? [] : [{ id: 'carbon', about: facts.carbon, value: range(grams) }]),
    ...(answer === null
      ? []
      : [
          {
            id: 'answer',
            about: facts.answer(lengthsText(lengths, reasoningTokens)),
            value: range(answer.seconds),
          },
        ]),
  ];
}

/** What stands in the field of the GPU while it is empty. */
export const gpuHint = ({ is, machine }: RoomMachine): string =>
  is === 'example' ? WORDS.gpu.hintExample(machine.name) : WORDS.gpu.hintHere(machine.name);
