/** The form of a server that a person runs: what was typed, what it was found to have, and what a run is asked for. Not how it is drawn (own-server-view.tsx). */
import type { ErrorData } from '../../foundation/errors';
import { asTokamarkError } from '../../foundation/errors';
import { plainName } from '../../report/outside-text';
import { bearerKey, isAskedByPages, saidText, serverAddress, type ServerAsked } from '../../peers/server/asked';
import { elsewhereFromPage } from '../../peers/server/failures';

export interface ServerForm {
  readonly wanted: boolean;
  readonly address: string;
  readonly key: string;
  readonly quantisation: string;
  readonly gpu: string;
  readonly isFable: boolean;
  /** Null before it was asked, and where that came to nothing. */
  readonly models: readonly string[] | null;
  readonly model: string | null;
  readonly asking: boolean;
  readonly error: ErrorData | null;
}

export const NO_SERVER: ServerForm = {
  ...{ wanted: false, address: 'http://localhost:11434', key: '', quantisation: '', gpu: '', isFable: false },
  ...{ models: null, model: null, asking: false, error: null },
};

/** What is found of one address says nothing of another. */
export function changed(form: ServerForm, change: Partial<ServerForm>): ServerForm {
  const isOther = change.address !== undefined || change.key !== undefined;
  return { ...form, ...(isOther ? { models: null, model: null, error: null } : {}), ...change };
}

export const found = (form: ServerForm, models: readonly string[]): ServerForm => ({
  ...form,
  ...{ models, model: models[0] ?? null, asking: false, error: null },
});

export const notFound = (form: ServerForm, thrown: unknown): ServerForm => ({
  ...form,
  ...{ models: null, model: null, asking: false, error: asTokamarkError(thrown).toData() },
});

/** @throws TokamarkError `option` of what was typed, `peer` of another machine */
export function reached({ address, key }: ServerForm): Pick<ServerAsked, 'address' | 'key'> {
  const read = serverAddress(address);
  if (!isAskedByPages(read)) throw elsewhereFromPage();
  return { address: read, key: bearerKey(key) };
}

/** Null where it is not wanted, or not ready. */
export function askedOf(form: ServerForm): ServerAsked | null {
  const { wanted, model, quantisation, gpu, isFable } = form;
  if (!wanted || model === null) return null;
  const said = { isFable, quantisation: saidText(quantisation), gpu: saidText(gpu) };
  return { ...reached(form), model, said };
}

const SHOWN = 80;
export const shownModel = (model: string): string => plainName(model, SHOWN) || '–';
