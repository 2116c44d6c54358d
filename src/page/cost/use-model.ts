/** How much of the GPU each format uses. No elements. */
import { usedBy, type Load } from '../../costs';
import type { ModelFormat } from '../../kernels/recipe';
import { isMissing } from '../../predict/basis';
import { useChart, type UseRow } from '../../report/charts/use';
import { twoDigits } from '../../report/two-digits';
import { WORDS } from './catalogue/words';
import type { Finding } from './finding-card';
import { formatsBeside } from './formats-beside';
import type { RoomMachine } from './imagined';

const SHOWN: readonly ModelFormat[] = ['fp16', 'int4'];

export function useCardOf(room: RoomMachine, load: Load): Finding {
  const { machine, peaks, is, about } = room;
  const rows = formatsBeside(room, load, SHOWN).flatMap(({ format, outcome }): readonly UseRow[] =>
    isMissing(outcome) ? [] : [{ format, ...usedBy(outcome.speed, { ...load, format }, peaks) }],
  );
  const title = titleOf(rows.find(({ format }) => format === load.format) ?? rows[0], { is, name: machine.name });
  const how = load.batch === 1 ? WORDS.use.oneSequence : WORDS.use.sequences(load.batch);
  const chart = useChart(rows, {
    ...{ title, source: about },
    says: WORDS.use.says(how),
  });
  return {
    ...{ title, chart },
    missing: chart === null ? WORDS.use.unknown : '',
    sources:
      chart === null
        ? []
        : [
            peaks.source,
            is === 'run' ? WORDS.use.sources.predicted : WORDS.use.sources.expected,
            WORDS.use.sources.pflop,
          ],
  };
}

/** The larger share is not what bounds it: kernels come nearer to the bandwidth than to the arithmetic, and launches take time as well. */
function titleOf(row: UseRow | undefined, { is, name }: Pick<RoomMachine, 'is'> & { readonly name: string }): string {
  const { arithmetic = null, bandwidth = null, format } = row ?? {};
  if (arithmetic === null || bandwidth === null || format === undefined) return WORDS.use.untitled;
  const percent = ({ central }: { readonly central: number }) => twoDigits(100 * central);
  return WORDS.use[is === 'run' ? 'predicted' : 'assumed']({
    ...{ format: format.toUpperCase(), gpu: name },
    ...{ bandwidth: percent(bandwidth), arithmetic: percent(arithmetic) },
  });
}
