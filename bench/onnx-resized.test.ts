/** A builder's graph at another shape: which nodes stay, and that everything has the extents of that shape. */
import { describe, expect, it } from 'vitest';
import { shapeNamed } from '../src/model/shapes';
import { resizedSchema, resizeGraph, type ResizedGraph } from './onnx-resized';

const [FROM, TO] = [shapeNamed('SmolLM2-135M'), shapeNamed('Llama-3.2-1B')];

const tensor = (name: string, ...dims: (bigint | string)[]) => ({
  name,
  type: { value: { value: { shape: { dim: dims.map((value) => ({ value: { value } })) } } } },
});
const weight = (name: string, dataType: number, ...dims: bigint[]) => ({
  ...{ name, dataType, dims },
  externalData: ['location', 'offset', 'length'].map((key) => ({ key, value: key === 'location' ? 'data' : '0' })),
});
const products = (layer: number) => ({
  ...{ name: `/model/layers.${layer}/mlp/gate_proj/MatMul_Q4`, opType: 'MatMulNBits' },
  input: [`/model/layers.${layer}/post_attention_layernorm/output_0`],
  attribute: Object.entries({ K: 576n, N: 1536n, bits: 4n, block_size: 32n }).map(([name, i]) => ({ name, i })),
});
const graph = (): ResizedGraph => ({
  node: [
    {
      ...{ name: '/model/constant', opType: 'Constant', input: [] },
      attribute: [{ name: 'value', i: 0n, t: { rawData: new Uint8Array(BigInt64Array.of(49_152n, 288n).buffer) } }],
    },
    ...[0, 15, 16, 29].map(products),
    {
      ...{ name: '/model/layers.30/final_norm_layernorm/SkipLayerNorm', opType: 'SkipSimplifiedLayerNormalization' },
      ...{ input: ['/model/layers.29/mlp/down_proj/MatMul/output_0'], attribute: [] },
    },
  ],
  initializer: [
    weight('model.layers.0.attn.qkv_proj.MatMul.weight_Q4', 2, 960n, 18n, 16n),
    weight('model.layers.16.attn.qkv_proj.MatMul.weight_Q4', 2, 960n, 18n, 16n),
    weight('lm_head.MatMul.weight_scales', 10, 49_152n, 18n),
  ],
  input: [
    tensor('input_ids', 'batch_size'),
    ...[0, 16].map((layer) => tensor(`past_key_values.${layer}.key`, 'b', 3n)),
  ],
  output: [tensor('logits', 'batch_size', 49_152n), tensor('present.29.value', 'b', 3n)],
  valueInfo: [{}],
});

const resized = (): ResizedGraph => {
  const model = resizedSchema.parse({ graph: graph() });
  resizeGraph(model.graph, FROM, TO);
  return model.graph;
};

describe('a graph of the builder at another shape', () => {
  it('has as many layers, and the final norm behind the last of them', () => {
    const { node, input, output } = resized();
    expect(node.map(({ name }) => /layers\.(\d+)/.exec(name)?.[1])).toEqual([undefined, '0', '15', '30']);
    expect(node.at(-1)?.input).toEqual(['/model/layers.15/mlp/down_proj/MatMul/output_0']);
    expect([...input, ...output].map(({ name }) => name)).toEqual(['input_ids', 'past_key_values.0.key', 'logits']);
  });

  it('has the extents of that shape in products, tensors and the constant that the embedding is read by', () => {
    const { node, output, input } = resized();
    expect(node[1]?.attribute.map(({ i }) => i)).toEqual([2048n, 8192n, 4n, 32n]);
    expect(new BigInt64Array(new Uint8Array(node[0]?.attribute[0]?.t?.rawData ?? []).buffer)).toEqual(
      BigInt64Array.of(128_256n, 1024n),
    );
    expect(output[0]).toEqual(tensor('logits', 'batch_size', 128_256n));
    expect(input[1]).toEqual(tensor('past_key_values.0.key', 'b', 8n));
  });

  it('has its weights one behind the other', () => {
    const places = resized().initializer.map(({ dims, externalData }) => [
      dims,
      externalData.map(({ value }) => value),
    ]);
    expect(places).toEqual([
      [
        [3072n, 64n, 16n],
        ['data', '0', '3145728'],
      ],
      [
        [128_256n, 64n],
        ['data', '3145728', '16416768'],
      ],
    ]);
  });

  it('is refused where it would need layers that it has not', () => {
    expect(() => resizeGraph(graph(), TO, FROM)).toThrow('cannot be made one of 30');
  });
});
