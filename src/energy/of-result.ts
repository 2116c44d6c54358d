/**
 * What a measured result's tokens cost: a pure step after the run, of the same run's speeds, bytes and bandwidth. A software
 * adapter has no GPU whose energy could be told: it gets the reason and no figure. Not the choice of a device by hand.
 */
import { bytesPerToken, share } from '../foundation/energy-units';
import { bytesPerSecond, tokensPerSecond, type TokensPerSecond } from '../foundation/units';
import type { Result, ResultEntry } from '../report/schema';
import type { Energy } from '../report/schema/energy';
import { answerOf } from './answer';
import { band, type Band } from './band';
import type { Catalogue } from './catalogue';
import type { Constants } from './constants';
import { energyAt } from './estimate';
import { identify } from './identify/resolve';
import type { EnergyFigure } from './provenance';
import { useOf, type CalibratedPower, type ImportedPower, type Load, type PowerSource } from './power-source';
import { profileOfIdentity } from './power/profile-of-identity';
import { originOf, rowOf, tariffData } from './rows';
import { prepare, type EnergySettings } from './settings';

export interface EnergyContext {
  readonly catalogue: Catalogue;
  readonly constants: Constants;
  /** WebGL's renderer string, where there is a page; under Node the adapter's own name serves. */
  readonly renderer: string | null;
  /** Stands above what was typed in. */
  readonly better: CalibratedPower | ImportedPower | null;
}

/** @throws TokamarkError `option` that names the setting at fault. */
export function energyOf(result: Result, settings: EnergySettings, context: EnergyContext): Energy {
  const { catalogue, constants, better } = context;
  const { adapter } = result;
  const prepared = prepare(settings, catalogue, constants, better);
  const tariff = tariffData(prepared.tariff);
  if (adapter.software) {
    const reason = 'A CPU did the work: neither its speed nor its power says anything of a GPU, so no energy is shown.';
    return { status: 'software', reason, device: null, candidates: [], tariff, rows: [], answers: [] };
  }
  const clues = {
    renderer: context.renderer ?? (adapter.device === '' ? adapter.description : adapter.device),
    vendor: adapter.vendor,
    architecture: adapter.architecture,
  };
  const identity = identify(clues, catalogue);
  const source = withBandwidth(
    prepared.source ?? { provenance: 'estimated', profile: profileOfIdentity(identity, catalogue) },
    result,
  );
  const chosen = prepared.preset !== null || source.provenance === 'typed' || source.provenance === 'imported';
  const measured = result.results.flatMap((entry) => {
    if (entry.tokensPerSecond === null) return [];
    const rate = bandOf(entry.tokensPerSecond);
    const load = loadOf(entry);
    return [{ entry, rate, load, energy: energyAt(source, load, rate) }];
  });
  return {
    status: chosen ? 'chosen' : identity.status,
    reason: chosen ? '' : identity.reason,
    device: deviceOf(source, prepared.preset),
    candidates: chosen ? [] : identity.candidates.map(({ id }) => id),
    tariff,
    rows: measured.map(({ entry, rate, load, energy }) => ({
      ...{ format: entry.format, phase: entry.phase, test: entry.test, model: entry.model.name },
      ...{ batch: entry.batch, workloadId: entry.workloadId },
      ...rowOf(
        energy,
        prepared.tariff,
        prepared.hardware,
        entry.phase === 'decode' && 'profile' in source ? useOf(source.profile, load, rate.central) : null,
      ),
    })),
    answers: answers(
      measured.map(({ entry, energy }) => ({ entry, figure: energy.attributed })),
      prepared,
    ),
  };
}

const bandOf = ({ median, low, high }: NonNullable<ResultEntry['tokensPerSecond']>): Band<TokensPerSecond> =>
  band(tokensPerSecond(low), tokensPerSecond(median), tokensPerSecond(high));

/** No timestamps tell here how busy the GPU was in prefill: always, which is the most that it can be. */
function loadOf({ phase, bytesReadPerToken }: ResultEntry): Load {
  return { phase, bytesRead: phase === 'decode' ? bytesPerToken(bytesReadPerToken) : null, busy: share(1) };
}

/** Where no peak is published, what this run measured stands for it. */
function withBandwidth(source: PowerSource, { roofs }: Result): PowerSource {
  if (source.provenance !== 'estimated' || source.profile.bandwidth !== null) return source;
  const roof = roofs?.bandwidth ?? null;
  if (roof === null) return source;
  const measured = bytesPerSecond(roof.median);
  const note = 'Its peak bandwidth is taken as what this run measured.';
  const { profile } = source;
  return { ...source, profile: { ...profile, bandwidth: measured, assumptions: [...profile.assumptions, note] } };
}

function deviceOf(source: PowerSource, preset: { id: string; name: string; class: string } | null): Energy['device'] {
  if ('profile' in source) {
    const { id, name, class: kind } = source.profile;
    return { id, name, class: kind };
  }
  return preset === null ? null : { id: preset.id, name: preset.name, class: preset.class };
}

/** One answer a model and format, of its first decode (the shallowest) and first prefill. */
function answers(
  measured: readonly { readonly entry: ResultEntry; readonly figure: EnergyFigure }[],
  { lengths, tariff }: ReturnType<typeof prepare>,
): Energy['answers'] {
  const seen = new Set<string>();
  return measured.flatMap(({ entry, figure: decode }) => {
    const { format, model, phase } = entry;
    const key = JSON.stringify([format, model.name]);
    if (phase !== 'decode' || seen.has(key)) return [];
    seen.add(key);
    const prefill = measured.find(
      (one) => one.entry.phase === 'prefill' && one.entry.format === format && one.entry.model.name === model.name,
    );
    if (prefill === undefined) return [];
    const answer = answerOf(lengths, prefill.figure, decode, tariff);
    return [{ ...answer, format, model: model.name, provenance: originOf(decode) }];
  });
}
