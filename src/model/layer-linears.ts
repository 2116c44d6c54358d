/** The four linear layers of a transformer layer, the same in decode and prefill. */
import { ofLayer, type ModelSetup } from './activations';
import type { Linear } from './linear';

export interface LayerLinears {
  readonly qkv: Linear;
  readonly output: Linear;
  readonly gateUp: Linear;
  readonly down: Linear;
}

export function layerLinears({ weights, buffers }: ModelSetup): LayerLinears {
  const layer = (i: number) => ofLayer(weights.layers, i);
  const { hidden, qkv, attended, activated } = buffers.activations;
  return {
    qkv: {
      matrix: (i) => layer(i).qkv,
      bias: (i) => layer(i).qkvBias,
      from: (i) => ({ kind: 'norm', weight: layer(i).inputNorm }),
      ...{ y: qkv, output: 'store' },
    },
    output: {
      matrix: (i) => layer(i).output,
      bias: (i) => layer(i).outputBias,
      from: () => ({ kind: 'plain', x: attended }),
      ...{ y: hidden, output: 'add' },
    },
    gateUp: {
      matrix: (i) => layer(i).gateUp,
      bias: () => null,
      from: (i) => ({ kind: 'norm', weight: layer(i).postNorm }),
      ...{ y: activated, output: 'swiglu' },
    },
    down: {
      matrix: (i) => layer(i).down,
      bias: () => null,
      from: () => ({ kind: 'plain', x: activated }),
      ...{ y: hidden, output: 'add' },
    },
  };
}
