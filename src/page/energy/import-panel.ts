/** A measurement from outside, such as by nvidia-smi, read from a file. What it may say is checked in energy/calibrate/imported.ts. */
import { LARGEST_POWER_FILE, readImportedPower } from '../../energy/calibrate/imported';
import { decodeBlob } from '../../foundation/decode-text';
import { make } from '../dom/find';
import type { BetterHost, BetterPart } from './better-parts';
import { problems } from './form-parts';

const EXAMPLE =
  '{ "schema": "tokamark-power/1", "unit": "W", "power": 212.5, "idle": 31, "boundary": "gpu", "instrument": "nvidia-smi" }';

export function createImport({ latest, use }: BetterHost): BetterPart {
  const file = make('input', { type: 'file', id: 'power-file', accept: '.json,application/json' });
  const wrong = problems('power-file-problem', { document: [file] });
  const read = async (chosen: File): Promise<void> => {
    const context = latest();
    if (context === null) return;
    const text = await decodeBlob(chosen, chosen.name, 'import', LARGEST_POWER_FILE);
    use(readImportedPower(text, context.basis.prepared.preset));
  };
  // A file that was mended may be chosen again.
  file.addEventListener('click', () => {
    file.value = '';
  });
  file.addEventListener('change', () => {
    wrong.clear();
    const [chosen] = file.files ?? [];
    if (chosen !== undefined) read(chosen).catch(wrong.show);
  });
  return {
    title: 'Measured outside',
    hint: 'A file with the watts that another program or a logging meter read during decode. Its boundary says what was counted: gpu, battery or wall.',
    content: make(
      'div',
      { class: 'better-form' },
      make('code', { class: 'better-example', text: EXAMPLE }),
      make('label', { text: 'Measurement, as JSON ' }, file),
      make('div', { class: 'better-say' }, wrong.place),
    ),
    draw: () => undefined,
  };
}
