import { describe, expect, it, vi } from 'vitest';
import { memoryFolder, withoutEnd } from './memory-folder';

vi.stubGlobal('self', { location: { href: 'https://tokamark.example/assets/peers/worker.js' } });

describe('a folder in memory', () => {
  const folder = memoryFolder('/in-memory/Fable/', new Map([['onnx/model.onnx', new Blob(['weights'])]]));

  it('gives the files that it has, with their length', async () => {
    const answer = await folder('/in-memory/Fable/onnx/model.onnx');
    expect(answer.headers.get('Content-Length')).toBe('7');
    expect(new TextDecoder().decode(await answer.arrayBuffer())).toBe('weights');
  });

  it.each([
    '/in-memory/Fable/config.json',
    '/onnx/model.onnx',
    'https://huggingface.co/Fable/resolve/main/onnx/model.onnx',
  ])('does not go out for %s', async (address) => {
    expect((await folder(address)).status).toBe(404);
    expect((await folder(new URL(address, self.location.href))).ok).toBe(false);
  });
});

describe('settings without an end', () => {
  it('are the same otherwise', async () => {
    const settings = await withoutEnd(new Blob([JSON.stringify({ model_type: 'llama', eos_token_id: 0 })]));
    expect(JSON.parse(new TextDecoder().decode(await settings.arrayBuffer()))).toEqual({
      model_type: 'llama',
      eos_token_id: null,
    });
  });

  it('are refused where they are none', async () => {
    await expect(withoutEnd(new Blob(['[]']))).rejects.toMatchObject({ code: 'config' });
  });
});
