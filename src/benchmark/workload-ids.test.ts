/** The ids of workloads of one sequence, as they have been since before there were batches. Not what changes an id (workload.test.ts). */
import { describe, expect, it } from 'vitest';
import { RECIPES, MODEL_FORMATS, type ModelFormat } from '../kernels/recipe';
import { shapeNamed } from './plan';
import { PROFILES, testsAt } from './suite/suite';
import { syntheticSource, testName, workloadId, workloadOf, type Test, type WeightSource } from './workload';

// Results are compared by these, and receipts hold them: whatever is added to a workload, they stay byte for byte.
const SYNTHETIC = syntheticSource();
const FOLDER: WeightSource = { sha256: 'c0ffee'.padEnd(64, '0') };

function idsOf(shape: string, weights: WeightSource, formats: readonly ModelFormat[], tests: readonly Test[]) {
  const config = shapeNamed(shape);
  return Object.fromEntries(
    formats.flatMap((format) =>
      tests.map((test) => [
        `${format} ${testName(test)}`,
        workloadId(workloadOf({ config, weights, recipe: RECIPES[format], ...test })),
      ]),
    ),
  );
}

describe('the ids of one sequence', () => {
  it('stay what they are in every profile, at every format', () => {
    const tests = Object.values(PROFILES).flatMap((profile) => profile.tests);
    expect(idsOf('SmolLM2-135M', SYNTHETIC, MODEL_FORMATS, tests)).toMatchInlineSnapshot(`
      {
        "fp16 pp512": "57a689666181efcb9cbfab42806b267dd31c89dd684c51ffc7bf69ee8c97c219",
        "fp16 pp512 @ d2048": "45f1a12326fe4ed4543c2a4de105245f034fd22cf6e7d1d745a681c597ebc974",
        "fp16 tg64": "17724e05dc98bab94f05126a605a9f127362f5dec0c62132e6cd9b4fce9b9017",
        "fp16 tg64 @ d2048": "ccedd82499d61b54a406c72484da9d454d64bf8ca7bf2dc41b003c09ea787d67",
        "int4 pp512": "13e2de1ee4780b479612c231c3cad2dd86e06119503210b7ee4d663634f152ea",
        "int4 pp512 @ d2048": "4d7a181c61fee3beb5b1007cc09b31729f8049c11b7dca764ac8f5dcf36d623f",
        "int4 tg64": "25e07f4aa452bc1cac3f348599923734c33a08905a0636c5ce475f79acd3dddb",
        "int4 tg64 @ d2048": "abcaba04762affdb4be2f9fde00bda8b410ab483ab6a53df0d3e6192a10c69da",
        "int8 pp512": "b0275e0527ef480d4c2ab57c6569951fa5ce32b66fa4736b3080414c801bf173",
        "int8 pp512 @ d2048": "1ec289c71fa3704977eec87d1b3c32e2dc49b1f26bd2daa70ca25f32adb834cd",
        "int8 tg64": "5a1f47b27482ac4210d50326ae60330b25e263a4300223debc67ef22dbcc2639",
        "int8 tg64 @ d2048": "dd701ebadbc6995034f240228f3bb01bacad438cf4f94e34a539f8c21562fed4",
        "mxfp4 pp512": "f5dc0363bb4e840b75cf164aef45ad13b3746f0e78e765f30b4617da449e1e8e",
        "mxfp4 pp512 @ d2048": "3dcf3399de168ea7c6f9926efe7326efb09f0f60c8f0d93e5e4f2446048b9b34",
        "mxfp4 tg64": "c340b80a2747d756213801631b5f41b7472d49f91a460f549e496c96b1827f18",
        "mxfp4 tg64 @ d2048": "e0f6b1caa67ca6a61a526262d89ab69bce6d3ae17ebbf9395d074e930ad67a99",
        "nvfp4 pp512": "12bf49ca0ff0f902ed1e2ee7db31d39ca8142b634271afbe04c540f6db7ffc13",
        "nvfp4 pp512 @ d2048": "17d0b51e2a55e1109f3619bfe5c7499701205c85885d3a35c483e0d59c54f245",
        "nvfp4 tg64": "6a3eaa82acf64000b169db3f4edb43da548fc95d4e675b8294d7b0c17173313c",
        "nvfp4 tg64 @ d2048": "29a618972a8ed7202157861f6291ebfc5e636140caa6fea9108232578b5d33a1",
        "w4a8 pp512": "ba88a06dd469d208d81774f49485aba1655fce684e9ca7da8a838171e9d8f464",
        "w4a8 pp512 @ d2048": "15cb0221fd2c81560a495ca419b68b16bfb989df5a66da6f89bda39ade942a52",
        "w4a8 tg64": "e053c40c396d4ff4c1bf7bcdd43d91e6d141c55a5b9b11aaa13cdb613c55b19d",
        "w4a8 tg64 @ d2048": "2e0b03a3861724ae6843f7759236e8319d2443d3346d9324264331d5834af9f1",
      }
    `);
  });

  it('stay what they are for tests that were chosen by hand', () => {
    const tests = testsAt(16, 8, [0, 16, 512]);
    expect(idsOf('Fable', SYNTHETIC, ['int8'], tests)).toMatchInlineSnapshot(`
      {
        "int8 pp16": "37714ecafb4c9adcaedf2e3de93773a8eae3fb41b8f75b9afb1b9d5c8f2b4bcf",
        "int8 pp16 @ d16": "336ea43985088883d9ca9f13dccc17ece64c4fc5d83bad626c08f7fe134e12e4",
        "int8 pp16 @ d512": "f1ea63d91efb711814a68c75456f4f937dc3de59549d0e9a1365fc748aeb6052",
        "int8 tg8": "797a465ea6edc8197693c3195592fe5ccffe4b21a1153ac789eddbd948414ac9",
        "int8 tg8 @ d16": "2ff26f776229d9e65b06b5271b9a7f2c3aa381dd78a24782a1e7754d849676f2",
        "int8 tg8 @ d512": "187b6ef5b13a543a930abd1f744d59903ba06c1b26235760f0f80a5f5c228227",
      }
    `);
    expect(idsOf('Llama-3.2-1B', SYNTHETIC, ['int4', 'w4a8'], testsAt(100, 32, [0]))).toMatchInlineSnapshot(`
      {
        "int4 pp100": "e2750115e73ece4538ae95cc6a4cc4a7edb7095b96b6b69d4bbc1a4a25d68c5e",
        "int4 tg32": "977d782e4145f180c7523ef3b9d441c7f6dc2d190c6b3d7033f6181e1b32e192",
        "w4a8 pp100": "cab40fd17bc1a4bf3767b88032c453cb70af648adf4f6fa7bb9d31a8b043759a",
        "w4a8 tg32": "eb9d87bd66f37f2fe9c7903a84af0940de474d7714efb6a59d45fe0ab63c438d",
      }
    `);
    expect(idsOf('Qwen2.5-0.5B', SYNTHETIC, ['fp16'], testsAt(1, 1, [7]))).toMatchInlineSnapshot(`
      {
        "fp16 pp1 @ d7": "21b94b7c0bca806a2a01b34301be401b20830595c027d0163eb0edb01b04b2f0",
        "fp16 tg1 @ d7": "f554bcea261173853aa6515e0a94acaf011b0511626706655bd64190b2fbf526",
      }
    `);
  });

  it('stay what they are for the weights of a folder', () => {
    expect(idsOf('SmolLM2-135M', FOLDER, ['fp16', 'mxfp4'], testsAt(512, 64, [0]))).toMatchInlineSnapshot(`
      {
        "fp16 pp512": "5bf9343e135affa4ffdc79141769c9975988a2dde9a20cd925dc4ed09101c209",
        "fp16 tg64": "33ed8c55cd5993d24ca7179991be5e692f54fefb9c24a551c8aa5529270408aa",
        "mxfp4 pp512": "f73cc224bae35af5fb28d8a13b227e401bbaa83d409fcd411cc1cecfb7eaad1f",
        "mxfp4 tg64": "1cbf38c55d14439833e4f6f4c107593a76df8b71ef63816fb102f8d99c363f2c",
      }
    `);
  });
});
