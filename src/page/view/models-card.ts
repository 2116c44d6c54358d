/** What the card of published models says, as text, and what an allocation test may take. No elements; loaded once the card is opened. */
import { mostToAllocate, type Allocated } from '../../device/allocation';
import { bytes, type Bytes } from '../../foundation/units';
import type { KnownMemory } from '../../predict/fit';
import { aboutDevice, aboutTokens, memoryNotes, modelsNotes, modelsSheet } from '../../predict/models-markdown';
import { modelsTable } from '../../predict/models-table';
import { loadPublishedModels } from '../../predict/published-models';
import type { ModelFormat } from '../../kernels/recipe';
import { showBytes } from '../../report/quantity';
import type { Result } from '../../report/schema';
import type { Sheet } from '../../report/table';
import { WORDS } from './catalogue/models-words';

export interface ModelsText {
  readonly about: string;
  readonly sheet: Sheet;
  readonly notes: readonly string[];
}

/** Of the report's columns, those that fit a page; the others are in `tokamark models`. */
const COLUMNS = ['model', 'format', 'weights', 'fits', 'decode, tokens/s', 'first token, s'];

/** Mark of the footnote on context and licence, whose columns a page leaves out. */
const OF_OTHER_COLUMNS = '‡';

const CONTEXT = 2048;
const PROMPT_TOKENS = 512;

/** @param memory what an allocation test has found; null where nobody asked for one */
export async function modelsText(
  result: Result | null,
  formats: readonly ModelFormat[],
  memory: Allocated | null,
): Promise<ModelsText> {
  const { models } = await loadPublishedModels();
  const known: KnownMemory[] =
    memory === null ? [] : [{ bytes: memory.bytes, from: 'allocated', isAll: memory.refusal !== null }];
  const table = modelsTable(models, { formats, result, memory: known, context: CONTEXT, promptTokens: PROMPT_TOKENS });
  return {
    about: [aboutDevice(table), aboutTokens(table), ...memoryNotes(table)].filter((text) => text !== '').join(' '),
    sheet: columnsOf(modelsSheet(table), COLUMNS),
    notes: modelsNotes(table).filter((note) => !note.startsWith(OF_OTHER_COLUMNS)),
  };
}

function columnsOf({ columns, rows }: Sheet, titles: readonly string[]): Sheet {
  const shown = titles.map((title) => columns.findIndex((column) => column.title === title));
  const pick = <T>(all: readonly T[]): T[] => shown.flatMap((index) => all[index] ?? []);
  return { columns: pick(columns), rows: rows.map(pick) };
}

const GIB = 2 ** 30;

/** What the command takes where nobody says otherwise. */
const MOST = bytes(4 * GIB);

export const mostHere = (isPhone: boolean): Bytes => mostToAllocate(MOST, isPhone);

/** Before the button is pressed. */
export const aboutAllocating = (isPhone: boolean): string => WORDS.allocating(showBytes(mostHere(isPhone)));
