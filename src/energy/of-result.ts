/**
 * What a measured result's tokens cost: a pure step after the run, of the same run's speeds, bytes and bandwidth. A software
 * adapter has no GPU whose energy could be told: without watts it gets the reason and no figure. Not how the device is chosen.
 */
import { bytesPerToken, share } from '../foundation/energy-units';
import { bytesPerSecond, tokensPerSecond, type TokensPerSecond } from '../foundation/units';
import { ofFewest } from '../report/batches';
import type { Result, ResultEntry } from '../report/schema';
import type { Energy } from '../report/schema/energy';
import { answerOf, answerOrigin } from './answer';
import { band, type Band } from './band';
import { basisOf, type Better } from './basis';
import type { Catalogue } from '../hardware/catalogue';
import type { Constants } from './constants';
import { energyAt } from './estimate';
import { EVERYDAY } from './everyday';
import { adapterName } from '../hardware/identify/adapter-name';
import { identify, SOFTWARE_IDENTITY, type Identity } from '../hardware/identify/resolve';
import type { EnergyFigure } from './provenance';
import { useOf, withMeasuredBandwidth, type Load, type PowerSource } from './power-source';
import { rowOf, tariffData } from './rows';
import type { EnergySettings, Prepared } from './settings';
import { unusedOfTokens } from './unused';

export interface EnergyContext {
  readonly catalogue: Catalogue;
  readonly constants: Constants;
  /** By WebGL's renderer string, where there is a page; null: the adapter's own name serves. */
  readonly identity: Identity | null;
  /** Stands above what was typed in. */
  readonly better: Better | null;
}

/** @throws TokamarkError `option` that names the setting at fault. */
export function energyOf(result: Result, settings: EnergySettings, context: EnergyContext): Energy {
  const { catalogue, constants, better } = context;
  const identity = context.identity ?? identityOf(result, catalogue);
  const basis = basisOf(settings, identity, catalogue, constants, better);
  const { prepared } = basis;
  const tariff = tariffData(prepared.tariff);
  const none = { status: identity.status, device: null, candidates: [], tariff, rows: [], answers: [] };
  if (basis.source === null) {
    return {
      ...none,
      reason: `${identity.reason} Watts that you read yourself would give a figure, of this machine and of no GPU.`,
    };
  }
  const roof = result.roofs?.bandwidth ?? null;
  const source = withMeasuredBandwidth(basis.source, roof === null ? null : bytesPerSecond(roof.median));
  const measured = result.results.flatMap((entry) => {
    if (entry.tokensPerSecond === null) return [];
    const rate = bandOf(entry.tokensPerSecond);
    const load = loadOf(entry);
    return [{ entry, rate, load, energy: energyAt(source, load, rate) }];
  });
  const chosen = identity.status !== 'software' && (settings.device !== null || isRead(source));
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
    unused: unusedOfTokens(settings, prepared).map(({ field, why }) => ({ field, why })),
    everyday: EVERYDAY.map(({ what, wattHours, counts, source: from }) => ({ what, wattHours, counts, source: from })),
  };
}

const isRead = ({ provenance }: PowerSource): boolean => provenance === 'typed' || provenance === 'imported';

function identityOf({ adapter }: Result, catalogue: Catalogue): Identity {
  const { software, vendor, architecture, device, description } = adapter;
  return software
    ? SOFTWARE_IDENTITY
    : identify({ renderer: adapterName({ device, description }), vendor, architecture }, catalogue);
}

const bandOf = ({ median, low, high }: NonNullable<ResultEntry['tokensPerSecond']>): Band<TokensPerSecond> =>
  band(tokensPerSecond(low), tokensPerSecond(median), tokensPerSecond(high));

/** No timestamps tell here how busy the GPU was in prefill: always, which is the most that it can be. */
function loadOf({ phase, bytesReadPerToken, batch }: ResultEntry): Load {
  return { phase, bytesRead: phase === 'decode' ? bytesPerToken(bytesReadPerToken) : null, busy: share(1), batch };
}

function deviceOf(source: PowerSource, preset: { id: string; name: string; class: string } | null): Energy['device'] {
  if ('profile' in source) {
    const { id, name, class: kind } = source.profile;
    return { id, name, class: kind };
  }
  return preset === null ? null : { id: preset.id, name: preset.name, class: preset.class };
}

/** One answer a model and format, of its first decode (the shallowest) and first prefill, of one sequence or the fewest at once. */
function answers(
  all: readonly { readonly entry: ResultEntry; readonly figure: EnergyFigure }[],
  { lengths, tariff }: Prepared,
): Energy['answers'] {
  const seen = new Set<string>();
  const fewest = new Set(ofFewest(all.map(({ entry }) => entry)));
  const measured = all.filter(({ entry }) => fewest.has(entry));
  return measured.flatMap(({ entry, figure: decode }) => {
    const { format, model, phase } = entry;
    const key = JSON.stringify([format, model.name]);
    if (phase !== 'decode' || seen.has(key)) return [];
    seen.add(key);
    const prefill =
      measured.find(
        (one) => one.entry.phase === 'prefill' && one.entry.format === format && one.entry.model.name === model.name,
      )?.figure ?? null;
    if (prefill === null && lengths.promptTokens > 0) return [];
    const read = lengths.promptTokens > 0 ? prefill : null;
    const answer = answerOf(lengths, read, decode, tariff);
    return [{ ...answer, format, model: model.name, provenance: answerOrigin(read, decode) }];
  });
}
