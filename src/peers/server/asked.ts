/** The server that a person names to be measured beside ours, and what they say of it. Not what it answers (answers.ts). */
import { TokamarkError } from '../../foundation/errors';
import { plainName } from '../../report/outside-text';

export interface ServerAsked {
  /** Of its folder, with a slash at its end: `http://localhost:11434/`. Never part of a result. */
  readonly address: string;
  /** By its own name of it; null: the only one that it has. */
  readonly model: string | null;
  /** Sent as a bearer; never kept, never part of a result. */
  readonly key: string | null;
  /** As a person says, each as far as they do. */
  readonly said: SaidOfServer;
}

export interface SaidOfServer {
  /** It has Fable's own weights: then its figures are of the same work as ours. Left out by those who cannot know. */
  readonly isFable: boolean;
  /** Such as `Q4_K_M`; null: not known. */
  readonly quantisation: string | null;
  readonly gpu: string | null;
}

export const NOTHING_SAID: SaidOfServer = { isFable: false, quantisation: null, gpu: null };

/** Where it is, as far as a result says it. */
export type ServerHost = 'this machine' | 'another machine';

const MOST_ADDRESS = 300;
export const MOST_SAID = 60;
const MOST_KEY = 500;

/** With or without `/v1` at its end. @throws TokamarkError `option` that says what is wrong with it, without repeating it */
export function serverAddress(text: string): string {
  const read = readAddress(text);
  if ('problem' in read) throw wrong(read.problem);
  return read.address;
}

/** The same, with what is wrong with it as the end of a sentence. */
export function readAddress(text: string): { readonly address: string } | { readonly problem: string } {
  const typed = text.trim();
  if (typed === '' || typed.length > MOST_ADDRESS) return { problem: `must have 1 to ${MOST_ADDRESS} letters` };
  const url = urlOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`);
  if (url === null) return { problem: 'must be one such as http://localhost:11434' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { problem: 'must begin with http:// or https://' };
  if (url.username !== '' || url.password !== '') return { problem: 'must not hold a name or a password' };
  if (url.search !== '' || url.hash !== '') return { problem: 'must end with a path, without ? and #' };
  const path = url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
  return { address: `${url.origin}${path}/` };
}

const urlOf = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

const wrong = (how: string): TokamarkError =>
  new TokamarkError({
    code: 'option',
    message: `The address of a server ${how}.`,
    where: 'server',
    remedy: 'Give it as http://localhost:11434; a key has a place of its own.',
  });

/** Loopback alone is surely this machine. */
export function hostOf(address: string): ServerHost {
  const { hostname } = new URL(address);
  const isHere = hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]';
  return isHere || /^127(?:\.\d{1,3}){3}$/.test(hostname) ? 'this machine' : 'another machine';
}

/** By the names that the policy of its worker has for this machine (server/headers.ts). */
export const isAskedByPages = (address: string): boolean =>
  ['localhost', '127.0.0.1'].includes(new URL(address).hostname);

/** What a person types of it, as it is shown; null of nothing. */
export function saidText(text: string | null | undefined): string | null {
  const seen = plainName(text ?? '', MOST_SAID);
  return seen === '' ? null : seen;
}

/** A header's value has no other characters. @throws TokamarkError `option` without the key in it */
export function bearerKey(text: string | null | undefined): string | null {
  const key = (text ?? '').trim();
  if (key === '') return null;
  if (key.length <= MOST_KEY && /^[\x21-\x7e]+$/.test(key)) return key;
  throw new TokamarkError({
    code: 'option',
    message: `A key has at most ${MOST_KEY} letters, digits and signs, without spaces.`,
    where: 'key',
    remedy: 'Copy it again, or leave it out where the server asks for none.',
  });
}
