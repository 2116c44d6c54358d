/** What a pupil writes down in each step, and what the room shows there: worked out by what the room draws it with. */
import { CHOICE_OF } from '../../../lab/choice';
import { fableBytes } from '../../../lab/fable-bytes';
import { blockModel, type BlockModel } from '../block/block-model';
import { figure, percent } from '../learn-acts';
import { qualityRows } from '../limits/quality-model';
import { integerChoice, opening, type Step } from '../state';
import type { PaperWords } from './paper-words';

/** A line of the worksheet: what is read, and a blank for each of its figures. */
export interface Reading {
  readonly name: string;
  readonly cells: readonly Cell[];
}

interface Cell {
  readonly head: string;
  /** As the room writes it; null where each device or pupil has another. */
  readonly value: string | null;
}

const BITS = [5, 4, 3, 2] as const;
const SIZES = [16, 32, 256] as const;
const FORMATS = ['fp16', 'int4'] as const;
/** How many times the largest of the others the outlier becomes, as the question of its step has it. */
const TIMES = 4;

export function readingsOf(step: Step, words: PaperWords): readonly Reading[] {
  const { language, room, paper } = words;
  const { block, limits, speed } = room;
  const { readings: say } = paper;
  const error = (share: number): string => percent(language, share);
  switch (step) {
    case 'weight':
      return [say.above, say.below].map((name) => ({ name, cells: blanks([say.value, block.sign]) }));
    case 'rounding':
      return [
        {
          name: block.relativeError,
          cells: BITS.map((bits) => ({
            head: `${block.bits} ${bits}`,
            value: error(shown({ choice: integerChoice(CHOICE_OF.int4, { bits }) }).relativeError),
          })),
        },
      ];
    case 'outlier': {
      const { before, after } = outlier();
      return [
        { name: block.relativeError, cells: [{ head: say.before, value: error(before) }] },
        { name: block.othersError, cells: [{ head: say.after, value: error(after) }] },
      ];
    }
    case 'blocks': {
      const models = SIZES.map((size) => ({
        head: String(size),
        model: shown({ choice: integerChoice(CHOICE_OF.int4, { block: size }) }),
      }));
      const line = (name: string, write: (model: BlockModel) => string): Reading => ({
        name,
        cells: models.map(({ head, model }) => ({ head, value: write(model) })),
      });
      return [
        line(block.bitsPerWeight, ({ bitsPerWeight }) => figure(language, bitsPerWeight)),
        line(block.relativeError, ({ relativeError }) => error(relativeError)),
      ];
    }
    case 'speed': {
      const [most = 0, least = 1] = FORMATS.map((format) => fableBytes(format).perToken);
      const cells = FORMATS.map((format) => ({
        head: format.toUpperCase(),
        value: figure(language, fableBytes(format).perToken / 1e6),
      }));
      return [
        { name: speed.bytesAxis, cells: [...cells, { head: say.timesFewer, value: figure(language, most / least) }] },
      ];
    }
    case 'limits': {
      const rows = qualityRows(CHOICE_OF.int4, {});
      const perplexity = (format: string): string | null => {
        const row = rows.find(({ choice }) => choice.kind === 'shipped' && choice.format === format);
        const measured = row?.perplexity ?? null;
        return measured === null ? null : figure(language, measured, 4);
      };
      return [
        { name: limits.texts.speed('').trim(), cells: blanks(FORMATS.map((format) => format.toUpperCase())) },
        { name: `INT4 ${limits.texts.differs('…')}`, cells: blanks(['']) },
        {
          name: limits.quality.perplexity,
          cells: FORMATS.map((format) => ({ head: format.toUpperCase(), value: perplexity(format) })),
        },
      ];
    }
  }
}

const blanks = (heads: readonly string[]): readonly Cell[] => heads.map((head) => ({ head, value: null }));

/** The block that the room opens with. */
const shown = (change: Partial<Parameters<typeof blockModel>[0]>): BlockModel =>
  blockModel({ ...opening('en'), ...change });

/** Of the other weights before and after one, a small one as most are, is dragged until it is four times the largest of the others. */
function outlier(): { readonly before: number; readonly after: number } {
  const { weights, relativeError } = shown({});
  const sizes = [...weights].map(Math.abs);
  const place = sizes.indexOf(Math.min(...sizes));
  const dragged = shown({ held: { place, value: TIMES * Math.max(...sizes) } });
  return { before: relativeError, after: dragged.othersError };
}
