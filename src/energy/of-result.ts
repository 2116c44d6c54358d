/**
 * What a measured result's tokens cost, as data: a pure step after the run, of its speeds, bytes and bandwidth (worked-entry.ts). A
 * software adapter has no GPU whose energy could be told: without watts it gets the reason and no figure.
 */
import { contestantName, isOurs } from '../benchmark/whose';
import type { Result, ResultEntry } from '../report/schema';
import type { Energy } from '../report/schema/energy';
import { basisOf, type Basis, type Better } from './basis';
import type { Catalogue } from '../hardware/catalogue';
import { EVERYDAY } from './everyday';
import { adapterName } from '../hardware/identify/adapter-name';
import { identify, SOFTWARE_IDENTITY, type Identity } from '../hardware/identify/resolve';
import { measuredPower } from './measured/of-entry';
import type { PowerSource } from './power-source';
import { tariffData } from './rows';
import type { EnergySettings } from './settings';
import type { Tables } from './tables';
import { unusedOfTokens } from './unused';
import { answersOf, workedEntry, type WorkedEntry } from './worked-entry';

export interface EnergyContext extends Tables {
  /** By WebGL's renderer string, where there is a page; null: the adapter's own name serves. */
  readonly identity: Identity | null;
  /** Stands above what was typed in. */
  readonly better: Better | null;
}

/** @throws TokamarkError `option` that names the setting at fault. */
export function energyOf(result: Result, settings: EnergySettings, context: EnergyContext): Energy {
  const identity = context.identity ?? identityOf(result, context.catalogue);
  const basis = basisOf(settings, identity, context, context.better);
  const { prepared } = basis;
  const tariff = tariffData(prepared.tariff);
  const none = { status: identity.status, device: null, candidates: [], tariff, rows: [], answers: [] };
  const worked = result.results.flatMap((entry) => workedEntry(entry, basis, result.roofs, result.power) ?? []);
  if (basis.source === null && worked.length === 0) {
    return {
      ...none,
      reason: [
        `${identity.reason} Watts that you read yourself would give a figure for this machine, not for a GPU.`,
        ...notMeasured(result),
      ].join(' '),
    };
  }
  const chosen =
    identity.status !== 'software' && (settings.device !== null || (basis.source !== null && isRead(basis.source)));
  return {
    status: chosen ? 'chosen' : identity.status,
    reason: [chosen ? '' : identity.reason, othersText(result, worked), ...notMeasured(result)]
      .filter((text) => text !== '')
      .join(' '),
    device: basis.source === null ? null : deviceOf(basis.source, prepared.preset),
    candidates: chosen ? [] : identity.candidates.map(({ id }) => id),
    tariff,
    rows: worked.map(({ entry, row }) => ({
      ...{ engine: entry.engine, format: entry.format, phase: entry.phase, test: entry.test, model: entry.model.name },
      ...{ batch: entry.batch, workloadId: entry.workloadId },
      ...row,
    })),
    answers: answersOf(worked, prepared),
    unused: unusedOfTokens(settings, { ...prepared, source: leastOf(worked, basis) }, basis.software).map(
      ({ field, why }) => ({ field, why }),
    ),
    everyday: EVERYDAY.map(({ what, wattHours, counts, source: from }) => ({ what, wattHours, counts, source: from })),
  };
}

/** Of which tests the power was read and cannot be told, and why; those with one reason together. */
function notMeasured({ power, results }: Result): readonly string[] {
  if (power === null) return [];
  const reasons = new Map<string, string[]>();
  for (const entry of results.filter(({ tokensPerSecond }) => tokensPerSecond !== null)) {
    const found = measuredPower(entry, power);
    if (typeof found === 'string') reasons.set(found, [...(reasons.get(found) ?? []), nameOf(entry)]);
  }
  return [...reasons].map(([why, names]) => `The power of ${names.join(', ')} was not measured: ${why}.`);
}

const nameOf = (entry: ResultEntry): string => `${entry.model.name} ${contestantName(entry)} ${entry.test}`;

/** Why the speeds of other engines have no energy; empty where there are none. */
function othersText({ results }: Result, worked: readonly WorkedEntry[]): string {
  const others = results.filter(
    (entry) => entry.tokensPerSecond !== null && !isOurs(entry) && !worked.some((one) => one.entry === entry),
  );
  const named = [...new Set(others.map(({ engine }) => engine))].join(', ');
  return named === ''
    ? ''
    : `${named} has no energy here: the power is that of our own engine at work, and what another one draws is not known.`;
}

/** The basis serves where one test at least was not measured. */
const leastOf = (worked: readonly WorkedEntry[], { prepared }: Basis): PowerSource | null =>
  worked.find(({ source }) => source.provenance !== 'measured') === undefined && worked[0] !== undefined
    ? worked[0].source
    : prepared.source;

const isRead = ({ provenance }: PowerSource): boolean => provenance === 'typed' || provenance === 'imported';

function identityOf({ adapter }: Result, catalogue: Catalogue): Identity {
  const { software, vendor, architecture, device, description } = adapter;
  return software
    ? SOFTWARE_IDENTITY
    : identify({ renderer: adapterName({ device, description }), vendor, architecture }, catalogue);
}

function deviceOf(source: PowerSource, preset: { id: string; name: string; class: string } | null): Energy['device'] {
  if ('profile' in source) {
    const { id, name, class: kind } = source.profile;
    return { id, name, class: kind };
  }
  return preset === null ? null : { id: preset.id, name: preset.name, class: preset.class };
}
