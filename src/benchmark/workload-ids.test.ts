/** The ids of workloads of one sequence, as they have been since before there were batches. Not what changes an id (workload.test.ts). */
import { describe, expect, it } from 'vitest';
import { RECIPES, MODEL_FORMATS, type ModelFormat } from '../kernels/recipe';
import { shapeNamed } from '../model/shapes';
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
        "fp16 pp512": "d358d9c396196c93d8eada3195d273e9b05055bac6d194922cb71ce7e9d59e91",
        "fp16 pp512 @ d2048": "c9b96d34e23fa7f426ac32fb468519fc41fa4be74ae3f8c01ddf3056432dc13e",
        "fp16 tg64": "bf682118e5eca2e1608c674089098935188c04492961f8b6fb894cf4566a1fb5",
        "fp16 tg64 @ d2048": "f55909a43f3dab914239f5895e948817454120a3c0e5e4702596cc360a80b1b8",
        "fp16 tg64 @ d2048 batched": "63853fb2d33f5739f8367128e61a68256dbd0a6598375235b1c3a4e2a829c8cf",
        "fp16 tg64 batched": "45e9d0bc36ee582d2de8b3ac3a41c9ab29b47747e2b50666fb9babfeb9192dfc",
        "int4 pp512": "f99f7f68dbbf71829ee377b0e28eb40eba77de7f0da7f7cebd561be6b21b7a7b",
        "int4 pp512 @ d2048": "2ce0e09d1b38b4b40203a5124af0d79c6cf46096a315f30e09f3784e0195535c",
        "int4 tg64": "b6964aedd009f485c4f1b332f44796da6c495e7955316a7b6f502c6e9a1b42ed",
        "int4 tg64 @ d2048": "6218e10fb6f367e414bfa2940ad18eb037fb9474c94ae4cb779e908ccceef267",
        "int4 tg64 @ d2048 batched": "e72eef494b00547b97a54c273c6b91ea29def37c64fbe6cb41b438d1475925ab",
        "int4 tg64 batched": "f2633f4e181e1ecaa1fd0da4741c17793ac7f7bc8f7558ae32f7919e902c50de",
        "int8 pp512": "93a8a2a21bf08e93f7d79b4a1482725b1517155487e67c8cb0487e544352f72d",
        "int8 pp512 @ d2048": "a3143baddfa91ebb7c6bfb7303847148494be1a434b787a5ffbf36f13699fa1d",
        "int8 tg64": "1db693c6134de29e783ab13f53d0c96e7b85115fca9636bd27cfd266d95737f3",
        "int8 tg64 @ d2048": "86cff2e50c8db89ba07c0c72a0fd717562078ca650cf95166ea2a18abec3675b",
        "int8 tg64 @ d2048 batched": "34531ccfd43c022682a85b43bd451b2c1c4704632ee8b92efdc83c56818480bf",
        "int8 tg64 batched": "91ce06e5cc51e2467b3f96f7cfdd97539e26c8133f6e864a8411475e9745f786",
        "mxfp4 pp512": "41430804735c61f37683c84d18787f106cc64506a50e9f38247556d2ee9270b4",
        "mxfp4 pp512 @ d2048": "1c089eb237b3a782a736ddab37e303a90a0b39542cad33835b509872119e285b",
        "mxfp4 tg64": "344475146b928a720a8382d266698d240a0437ba63f3c33bb3955445b19ba188",
        "mxfp4 tg64 @ d2048": "1495a95ab454cb4a3f087556b9dee52e2d2c3e0600c58f36d4f15e825f89302c",
        "mxfp4 tg64 @ d2048 batched": "5e6acad95d8d59aa0a75b2275f0f78bf7ed3129faaadf7fc18f0ba8df2a9a8dd",
        "mxfp4 tg64 batched": "fb53c9c869a9fd2915e80a29a484da5129cbc119a5303c4e653b5f8ddf231ec2",
        "nvfp4 pp512": "87a2630c8bad40d0bea6c81ca436822e7c4a57d3c3a5c8b14c07ade377fce993",
        "nvfp4 pp512 @ d2048": "7cc28f0ea8757c7910e460133c3fa7d0528e8a7ab4d96532a1715ce2db8ac9cd",
        "nvfp4 tg64": "2ce2ff4270d76798b0173521d556c4a5d196ef1f5495ec82f6ea4845f55fc62b",
        "nvfp4 tg64 @ d2048": "d1872265abd2dfdae539de455b58a1796457e11c3bae0c40cb2b63d0a7e28957",
        "nvfp4 tg64 @ d2048 batched": "69b5e7be7044f5d11e08dd73795701c542368cc3588a96d478cca166e4e62a91",
        "nvfp4 tg64 batched": "69b7d77041fc5ce7648ff7595926b7dbcadeae29caf700f1b0eb27b59e815626",
        "w4a8 pp512": "1ea93b72629fefb402c5b7a03156f8128861f53a3985f22e044984f538e79918",
        "w4a8 pp512 @ d2048": "cdad69400547f140a566461291ba1a5989def742bb601a67755f7eaf91ea6f58",
        "w4a8 tg64": "7789b6479a08c7881192183307b2a6ebd78853147ac5624bb2fb286d32126840",
        "w4a8 tg64 @ d2048": "da81c001ddf32cfcaec5037ea00732c2ceef3a7f73b2649831e70b63542a0319",
        "w4a8 tg64 @ d2048 batched": "13c3c2ec63e478c94d5f4e4a8ba159760cb144c0530c900414a6742d8ebda450",
        "w4a8 tg64 batched": "35d446bbb5a6b675baf2362ddcfbc7199ffdd2a2bc2d8a47c55e391de65d3b36",
      }
    `);
  });

  it('stay what they are for tests that were chosen by hand', () => {
    const tests = testsAt(16, 8, [0, 16, 512]);
    expect(idsOf('Fable', SYNTHETIC, ['int8'], tests)).toMatchInlineSnapshot(`
      {
        "int8 pp16": "103588f4157e8d43532a36ffd564819f968511489fc00f93932b075d3a6fbd80",
        "int8 pp16 @ d16": "b520b07d34f4229a38f27eb525b3426ae108e725317f9376d5290657ab9b4e72",
        "int8 pp16 @ d512": "8d837d76f91c3bd9ace274b12825f40292dd58d7ad09716c91a29fc692e16046",
        "int8 tg8": "95e682ffac1f169836c801225b802233a1a868db9a665f513c06f0850de1195a",
        "int8 tg8 @ d16": "6a635859058a02426163005f8b7cbbbf35856c3b82f2db30c9da9ac67ed428f2",
        "int8 tg8 @ d512": "320728d7ef5f7506a9d3a5b48d8eb37054bbad3c8e03cda08d85ba2a3b29614c",
      }
    `);
    expect(idsOf('Llama-3.2-1B', SYNTHETIC, ['int4', 'w4a8'], testsAt(100, 32, [0]))).toMatchInlineSnapshot(`
      {
        "int4 pp100": "660515fd2cf69f1d8eee77fcc18f83754988ac309430201a4a304d1711033ff0",
        "int4 tg32": "5fbbf1e908769e59e9b027949d1c5dab52bd7fd1f6a7c84f8de036f30d7cea01",
        "w4a8 pp100": "8d724a785d2f140363140c2f3d8c9de19d200960505d3783d3fd55608a73fdd9",
        "w4a8 tg32": "cb16045b5073acb4eb165e885d1f1d7d4756d72740279adcf05536f92e0a79c3",
      }
    `);
    expect(idsOf('Qwen2.5-0.5B', SYNTHETIC, ['fp16'], testsAt(1, 1, [7]))).toMatchInlineSnapshot(`
      {
        "fp16 pp1 @ d7": "9c9f72f1b5e32735a55dfbe7a030fe8b2c77c850dc043ab8337ea2a3aabd0780",
        "fp16 tg1 @ d7": "3bd970127ad170c0a3b1066cd8c7ef21c1fa15c6ce9822d274d8fd1a215aea84",
      }
    `);
  });

  it('stay what they are for the weights of a folder', () => {
    expect(idsOf('SmolLM2-135M', FOLDER, ['fp16', 'mxfp4'], testsAt(512, 64, [0]))).toMatchInlineSnapshot(`
      {
        "fp16 pp512": "a2de79139031ef773da60feffbf5c48ab2fa680fb75e0c0aeb5abce7366b28e2",
        "fp16 tg64": "9c49f1e37ae1e8ac5e6619deda2dd39caa5bde14d3fb7ace6c77571082b39be3",
        "mxfp4 pp512": "b4e301f871d2f1226fab00d55172e09344c878977cb1d0a0c15903d47b9377e9",
        "mxfp4 tg64": "3844026bc57793720c9eea876cbe9f351a88db212ae7675d768270bc0eeec728",
      }
    `);
  });
});
