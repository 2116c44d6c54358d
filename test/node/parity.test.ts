/** Fable on Dawn against its reference outputs: logits, greedy tokens, perplexity, and the cost of each quantised format. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openModelFiles } from '../../src/model/files/folder';
import { loadModel } from '../../src/model/load';
import { parseQuantised, parseReference } from '../../src/model/parity/reference';
import { runParity } from '../../src/model/parity/run-parity';
import { scoreByDecode, scoreByPrefill, scoreTogether } from '../../src/model/score';
import { weightsFromFiles } from '../../src/model/weights/from-files';
import { withDevice } from '../fixtures/device';
import { RECIPES } from '../../src/kernels/recipe';

const file = (name: string) => new URL(`../../public/models/fable/${name}`, import.meta.url);
const blob = async (name: string) => new Blob([await readFile(file(name))]);

describe('Fable on Dawn', () => {
  const context = withDevice();

  it('agrees with transformers in every logit and greedy token, and its quantised forms cost what they should', async () => {
    const { config, tensors, tokenizer } = await openModelFiles({
      name: 'Fable',
      config: await blob('config.json'),
      weights: await blob('model.safetensors'),
      tokenizer: await blob('tokenizer.json'),
      tokenizerConfig: await blob('tokenizer_config.json'),
      generationConfig: await blob('generation_config.json'),
    });
    const report = await runParity(
      async ({ format, tokens, path }) => {
        const beside = path.kind === 'decode' ? (path.beside ?? []) : [];
        const model = await loadModel(
          context(),
          () => weightsFromFiles(context(), { config, tensors }, RECIPES[format]),
          { capacity: 513, chunk: 128, allLogits: true, batches: [1 + beside.length] },
          null,
        );
        try {
          const prefix = path.kind === 'decode' ? path.prefix : 1;
          const logits =
            path.kind === 'prefill'
              ? await scoreByPrefill(context(), model.session, tokens)
              : beside.length > 0
                ? await scoreTogether(context(), model.session, [{ tokens, prefix }, ...beside])
                : await scoreByDecode(context(), model.session, tokens, prefix);
          return { vocabSize: config.vocabSize, firstPosition: prefix - 1, logits };
        } finally {
          model.dispose();
        }
      },
      {
        reference: parseReference(await readFile(file('reference.json'), 'utf8'), 'reference.json'),
        quantised: parseQuantised(await readFile(file('quantised.json'), 'utf8'), 'quantised.json'),
        heldOut: await readFile(file('heldout.txt'), 'utf8'),
        encode: (text) => tokenizer.encode(text),
      },
      { windows: 2, prompts: null },
      () => undefined,
    );
    console.log(report.checks.map((check) => `${check.passed ? 'ok  ' : 'FAIL'} ${check.text}`).join('\n'));
    expect(report.checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['together fp16', 'kl int8', 'kl int4', 'kl mxfp4', 'kl nvfp4']),
    );
    expect(report.checks.length).toBeGreaterThan(8);
    expect(report.passed).toBe(true);
  });
});
