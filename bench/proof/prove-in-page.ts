/** Answers challenges in the page, with the Fable that its server offers. */
import { openContext } from '../../src/device/open';
import type { ModelFiles } from '../../src/model/files/folder';
import { adapterOf } from './adapter-of';
import { askedSchema, collect } from './collect';

/** @param request `null` asks for the adapter's name, anything else for answers. @returns a name, or answers as JSON */
export async function proveInPage(request: string): Promise<string> {
  const asked = askedSchema.nullable().parse(JSON.parse(request));
  const context = await openContext(navigator.gpu, 'high-performance');
  try {
    if (asked === null) return adapterOf(context);
    return JSON.stringify(await collect(context, await fable(), asked));
  } finally {
    context.close();
  }
}

async function fable(): Promise<ModelFiles> {
  const file = async (name: string): Promise<Blob> => (await fetch(`../fable/${name}`)).blob();
  return {
    name: 'Fable',
    config: await file('config.json'),
    weights: await file('model.safetensors'),
    tokenizer: await file('tokenizer.json'),
    tokenizerConfig: null,
    generationConfig: null,
  };
}
