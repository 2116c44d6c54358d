/** What the card of this machine says: its GPU, and the energy of the speeds that the page shows. No elements. */
import { lengthsText } from '../../energy/answer';
import type { Basis } from '../../energy/basis';
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import { isBusy, type RunState } from '../state/page-state';
import { WORDS } from './catalogue/words';
import { answerTexts, deviceText, everydayNotes, rowTexts, tariffSources } from './energy-model';
import type { EnergyData } from './energy-state';
import type { ShownEnergy } from './shown-energy';
import type { ThisMachine } from './this-machine-card';

interface Known {
  readonly data: EnergyData;
  readonly basis: Basis;
  readonly shown: ShownEnergy;
}

const MOST_DEVICES = 6;

export function thisMachine(
  run: RunState,
  formats: readonly ModelFormat[],
  { data, basis, shown }: Known,
): ThisMachine {
  const wanted = MODEL_FORMATS.filter((format) => formats.includes(format));
  const worked = wanted.flatMap((format) =>
    (['decode', 'prefill'] as const).flatMap((phase) => {
      const found = shown.of(format, phase);
      return found === null ? [] : [{ format, phase, found }];
    }),
  );
  const notes = new Set(worked.flatMap(({ found }) => found.row.provenance.notes));
  const devices = basis.devices.slice(0, MOST_DEVICES).map(({ name, source }) => WORDS.machine.source(name, source));
  // Rows of the table of results keep their room while a run may still fill them.
  const waits = basis.source !== null && isBusy(run);
  return {
    state: waits || worked.length > 0 ? 'ready' : 'none',
    device: deviceText(data, basis),
    lengths: lengthsText(basis.prepared.lengths, basis.settings.reasoningTokens),
    rows: worked.map(({ format, phase, found }) => ({ format, phase, texts: rowTexts(found) })),
    answers: wanted.flatMap((format) => {
      const answer = shown.answers.find((one) => one.format === format);
      return answer === undefined ? [] : [{ format, texts: answerTexts(answer, basis) }];
    }),
    notes: [...new Set([...notes, ...tariffSources(basis), ...devices, ...everydayNotes()])],
  };
}
