/** What each part of the load is given. */
import type { PlaceOptions } from '../places';
import type { Known } from '../queries';
import type { Prepared } from '../submissions';
import type { Answered, Client } from './ask';

export interface LoadOptions extends PlaceOptions {
  /** Of each part. */
  readonly seconds: number;
  /** Seconds of the same before: a board that people use has answered most of what they ask not long ago. */
  readonly warm: number;
  /** That are made beforehand for what does not check proofs. */
  readonly submissions: number;
}

export interface Setting {
  readonly options: LoadOptions;
  readonly known: Known;
  /** What is sent in next; null where there is no more. */
  readonly next: () => Prepared | null;
}

export const send = (client: Client, { body }: Prepared): Promise<Answered> =>
  client.ask({ method: 'POST', path: '/api/runs', body });
