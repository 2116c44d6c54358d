/**
 * The devices of a group as the database gives them in one text, since a text is read faster than as many rows: devices with commas between,
 * each with the values of its runs, the latest first, and a mark where it is confirmed.
 */
import { sql } from 'kysely';
import { medianSorted } from 'simple-statistics';
import { MOST_RUNS, type Member } from '../cohorts/members';

export interface Voices {
  /** One value of each device, ascending. */
  readonly every: readonly number[];
  /** Of the confirmed ones. */
  readonly sure: readonly number[];
  /** Of which all of them are. */
  readonly runs: number;
}

/** Before the values of a confirmed device. */
const CONFIRMED = '!';

/** A device among rows of chosen-runs.ts. Of runs that came together it must not matter which is listed first. */
export const voice = sql<string>`case when bool_or(chosen.confirmed) then ${sql.lit(CONFIRMED)} else '' end
  || string_agg(chosen.value::text, ' ' order by chosen.received_at desc, chosen.value desc)`;

/** @param text `12.5,!13 12.75 13.1`: a device with one run, and a confirmed one with three */
export function voicesIn(text: string): Voices {
  const every: number[] = [];
  const sure: number[] = [];
  let runs = 0;
  for (const voice of partsOf(text)) {
    const { confirmed, value, runs: own } = voiceOf(voice);
    runs += own;
    every.push(value);
    if (confirmed) sure.push(value);
  }
  return { every: every.sort(byValue), sure: sure.sort(byValue), runs };
}

/** The same with the devices' ids, each before its voice and a colon. In the order of the ids. */
export const membersIn = (text: string): readonly Member[] =>
  partsOf(text)
    .map((part) => {
      const end = part.indexOf(':');
      return { device: part.slice(0, end), ...voiceOf(part.slice(end + 1)) };
    })
    .sort((a, b) => (a.device < b.device ? -1 : 1));

const partsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(','));

/** The median of the device's latest runs, as cohorts/members.ts has it. */
function voiceOf(voice: string): Omit<Member, 'device'> {
  const confirmed = voice.startsWith(CONFIRMED);
  const text = voice.slice(confirmed ? CONFIRMED.length : 0);
  // Most have one run.
  if (!text.includes(' ')) return { confirmed, value: Number(text), runs: 1 };
  const values = text.split(' ', MOST_RUNS);
  const value = medianSorted(values.map(Number).sort(byValue));
  return { confirmed, value, runs: values.length };
}

const byValue = (a: number, b: number): number => a - b;
