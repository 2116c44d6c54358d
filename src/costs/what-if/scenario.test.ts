/** An answer, and what is paid without one, against sums made by hand: every number here is round, and none comes from the code. */
import { describe, expect, it } from 'vitest';
import { exactly } from '../../energy/band';
import { energySettingsSchema, type EnergySettings } from '../../energy/fields';
import { prepare } from '../../energy/settings';
import { loadTables } from '../../energy/tables';
import { requireSource } from '../../energy/typed-work';
import { bytesPerToken } from '../../foundation/energy-units';
import { tokensPerSecond } from '../../foundation/units';
import { isMissing } from '../../predict/basis';
import { loadPublishedModels } from '../../predict/published-models';
import { standingOf, waysOf } from '../budget/ways';
import { memoryOf } from './memory';
import { outcomeOf, type ImaginedMachine } from './scenario';

const { catalogue, constants } = await loadTables();
const { models } = await loadPublishedModels();

/** 200 W while it computes, 50 W while it waits; 100 tokens of a prompt a second and 10 of an answer; a kilowatt-hour for 0.36. */
function machineOf(over: Partial<EnergySettings>): ImaginedMachine {
  const settings = energySettingsSchema.parse({
    ...{ watts: 200, idleWatts: 50, boundary: 'wall', electricityPrice: 0.36, utilisation: 0.25 },
    ...{ promptTokens: 1000, answerTokens: 500, ...over },
  });
  const prepared = prepare(settings, catalogue, constants);
  return {
    ...{ name: 'a machine', memory: memoryOf(null), prepared, source: requireSource(prepared.source) },
    speedOf: () => ({
      ...{ kind: 'expected', bytesRead: bytesPerToken(1e9), sources: [] },
      ...{ decode: exactly(tokensPerSecond(10)), prompt: exactly(tokensPerSecond(100)) },
    }),
  };
}

const owned = machineOf({ hardwarePrice: 3504, lifeYears: 4 });
const rented = machineOf({ rentPerHour: 0.5 });

function modelOf(name: string) {
  const model = models.find((one) => one.name === name);
  if (model === undefined) throw new Error(`no ${name}`);
  return model;
}
const model = modelOf('Llama-3.2-1B');

function answerOn(machine: ImaginedMachine) {
  const outcome = outcomeOf(machine, { model, format: 'int4', batch: 1, lengths: machine.prepared.lengths });
  if (isMissing(outcome) || outcome.answer === null) throw new Error('no answer');
  return outcome.answer;
}

describe('an answer of 500 tokens to a prompt of 1000', () => {
  // 1000 / 100 = 10 s, and 500 / 10 = 50 s; 60 s at 200 W are 12 kJ, 1/300 kWh, or 0.0012.
  it('takes a minute and 12 kJ', () => {
    const { seconds, energy } = answerOn(owned);
    expect(seconds.central).toBeCloseTo(60, 9);
    expect(energy.joules.central).toBeCloseTo(12_000, 6);
  });

  // 3504 over 4 years are 0.1 an hour, 0.4 an hour of use at a quarter of them; a minute of that is 0.4 / 60.
  // For each hour of use it waits three, at 50 W: 0.15 kWh or 0.054 an hour of use, 0.0009 a minute.
  it('costs its owner electricity, the hours that it stands, and idle power in those', () => {
    expect(answerOn(owned).money?.central).toBeCloseTo(0.0012 + 0.4 / 60 + 0.0009, 9);
    expect(answerOn(machineOf({ hardwarePrice: 3504, lifeYears: 4, utilisation: 1 })).money?.central).toBeCloseTo(
      0.0012 + 0.1 / 60,
      9,
    );
  });

  // 0.5 an hour are 2 an hour of use; the rent holds the electricity.
  it('costs who rents in all hours a minute of four hours of rent', () => {
    expect(answerOn(rented).money?.central).toBeCloseTo(2 / 60, 9);
  });
});

describe('a month of 730 hours, a quarter of them in use', () => {
  // 547.5 hours at 50 W are 27.375 kWh.
  it('takes idle power in the other hours, and price or rent in all of them', () => {
    expect(standingOf(owned, 0.25).kilowattHours).toBeCloseTo(27.375, 9);
    expect(standingOf(owned, 0.25).money).toBeCloseTo(0.1 * 730 + 27.375 * 0.36, 9);
    expect(standingOf(rented, 0.25)).toEqual({
      money: expect.closeTo(365, 9),
      kilowattHours: expect.closeTo(27.375, 9),
    });
    expect(standingOf(owned, 1)).toEqual({ money: expect.closeTo(73, 9), kilowattHours: 0 });
  });

  // A quarter of 730 hours at 60 answers an hour: what a token or an answer costs and what a month costs are one account.
  it('costs what all of its answers cost', () => {
    const answers = 0.25 * 730 * 60;
    const month = (standingOf(owned, 0.25).money ?? 0) + answers * 0.0012;
    expect(answers * (answerOn(owned).money?.central ?? 0)).toBeCloseTo(month, 6);
    const rent = standingOf(rented, 0.25).money ?? 0;
    expect(answers * (answerOn(rented).money?.central ?? 0)).toBeCloseTo(rent, 6);
  });

  it('is not priced in two currencies', () => {
    expect(standingOf({ ...owned, prepared: { ...owned.prepared, hardware: null } }, 0.25).money).toBeNull();
  });
});

describe('a useful token', () => {
  const wanted = { model, useful: 400, distances: {} };
  const way = (machine: ImaginedMachine, batch: number) =>
    waysOf(machine, { ...wanted, lengths: machine.prepared.lengths }).find(
      (one) => one.format === 'int4' && one.batch === batch,
    );

  // Of 500 tokens 400 are useful: a minute and 1/300 kWh make 400.
  it('takes its share of prompt and reasoning', () => {
    const one = way(owned, 1);
    expect(one?.takes.hours.central).toBeCloseTo(1 / 60 / 400, 12);
    expect(one?.takes.kilowattHours.central).toBeCloseTo(1 / 300 / 400, 12);
    expect(one?.takes.money?.central).toBeCloseTo(0.0012 / 400, 12);
    expect(one?.tokenSeconds.central).toBeCloseTo(0.1, 12);
  });

  it('takes no more money of who rents in all hours', () => {
    expect(way(rented, 1)?.takes.money).toEqual(exactly(0));
  });

  // Two sequences together write 10 tokens a second, 5 each: both prompts are read in 20 s, both answers written in 100 s, 800 useful.
  it('of two sequences takes both prompts, one after the other', () => {
    const two = way(owned, 2);
    expect(two?.takes.hours.central).toBeCloseTo(120 / 3600 / 800, 12);
    expect(two?.tokenSeconds.central).toBeCloseTo(0.2, 12);
  });
});
