/** What the card knows of the person's choices: the fields as typed, the last that were good, and what is wrong. Pure. */
import type { Identity } from '../../hardware/identify/resolve';
import { asTokamarkError, type ErrorData } from '../../foundation/errors';
import type { AdapterDescription } from '../../report/schema';
import { basisOf, type Basis, type Better } from '../../energy/basis';
import type { Tables } from '../../energy/tables';
import { WORDS } from './catalogue/words';
import { EMPTY_FIELDS, FIELD_NAMES, toSettings, type FieldName, type Fields } from './fields';

export interface EnergyData extends Tables {
  readonly identity: Identity;
  /** Of which it was made; null where there is no WebGPU. */
  readonly adapter: AdapterDescription | null;
}

export interface EnergyState {
  readonly fields: Fields;
  /** Of the last fields that were good: its figures stay while something wrong stands in a field. */
  readonly basis: Basis;
  readonly problem: Problem | null;
}

export interface Problem {
  /** The field that it is about; null where it is about none. */
  readonly field: FieldName | null;
  readonly error: ErrorData;
}

/** Before anything was typed in. */
export function firstState(data: EnergyData): EnergyState {
  return { fields: EMPTY_FIELDS, basis: basisFor(EMPTY_FIELDS, data), problem: null };
}

export function withFields(state: EnergyState, fields: Fields, data: EnergyData): EnergyState {
  try {
    return { fields, basis: keptBasis(state, fields, data), problem: null };
  } catch (thrown) {
    const problem = problemOf(thrown);
    if (problem.field !== 'device') return { fields, basis: state.basis, problem };
    // A name that is refused leaves the other fields in force: watts that were typed in are of no device.
    const rest = withFields(state, { ...fields, device: '' }, data);
    return { fields, basis: rest.basis, problem: rest.problem ?? problem };
  }
}

function keptBasis(state: EnergyState, fields: Fields, data: EnergyData): Basis {
  const basis = basisFor(fields, data);
  const { better } = state.basis;
  // Of another device, or under another power limit, a measurement says nothing.
  const kept = better !== null && deviceKey(basis) === deviceKey(state.basis);
  return kept ? basisFor(fields, data, better) : basis;
}

export function problemOf(thrown: unknown): Problem {
  const error = asTokamarkError(thrown).toData();
  return { field: FIELD_NAMES.find((name) => name === error.where) ?? null, error };
}

/** With a calibration or an imported measurement, or without one again; on the last fields that were good. */
export function withBetter(state: EnergyState, better: Better | null, data: EnergyData): EnergyState {
  return { ...state, basis: basisOf(state.basis.settings, data.identity, data, better) };
}

const deviceKey = ({ prepared, settings }: Basis): string =>
  JSON.stringify([prepared.preset?.id ?? null, settings.powerLimit]);

const basisFor = (fields: Fields, data: EnergyData, better: Better | null = null): Basis =>
  basisOf(toSettings(fields, data.catalogue), data.identity, data, better);

/** The message with the field's label in place of its name, or before it where the message does not begin with it. */
export function problemText({ field, error }: Problem, label: string): string {
  const { message, remedy } = error;
  const named = field === null || message.startsWith(`${field} `) ? message : `${field}: ${message}`;
  const said =
    field === null ? message : named.replace(field, WORDS.wrong.field(label)).replace('NaN', WORDS.wrong.noNumber);
  return WORDS.wrong[field === 'device' ? 'notCounted' : 'unchanged'](said, remedy);
}
