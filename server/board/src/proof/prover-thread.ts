/** The thread behind prover.ts: prepares Fable once, then reads one answer after the other. Its parent has looked at what it is sent. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { openModelWeights } from '../../../../src/model/files/folder';
import { standBehind } from '../operations/stand-behind';
import { ProofReference } from './reference';
import { PROOF_FORMATS } from '../contract/proof';

const startSchema = z.object({ modelFolder: z.string(), weights: z.string(), nice: z.number() });

const askedSchema = z.object({
  id: z.number(),
  format: z.enum(PROOF_FORMATS),
  seed: z.number(),
  tokens: z.array(z.number()),
});

const port = parentPort;

/** @throws Error whose message is for whoever runs the board */
async function open(): Promise<ProofReference> {
  const { modelFolder, weights, nice } = startSchema.parse(workerData);
  standBehind(nice);
  const read = (name: string): Blob => new Blob([readFileSync(join(modelFolder, name))]);
  const bytes = readFileSync(join(modelFolder, 'model.safetensors'));
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== weights) throw new Error(`Proofs cannot be checked with these weights: their SHA-256 is ${found}.`);
  const files = { name: 'Fable', config: read('config.json'), weights: new Blob([bytes]), generationConfig: null };
  return ProofReference.open(await openModelWeights(files));
}

try {
  const reference = await open();
  port?.on('message', (message: unknown) => {
    const { id, format, seed, tokens } = askedSchema.parse(message);
    port.postMessage({ id, gaps: reference.gaps(format, seed, tokens) });
  });
  port?.postMessage({ id: 0, gaps: [] });
} catch (thrown) {
  port?.postMessage({ id: 0, error: thrown instanceof Error ? thrown.message : String(thrown) });
}
