/** What is said of engines on ONNX files: what they do without here, and what is in their times. */
import { describe, expect, it } from 'vitest';
import { seconds } from '../../foundation/units';
import type { PeerDevice } from '../peer-work';
import { onnxAs } from './described';

const said = (device: PeerDevice): string => onnxAs('onnxruntime-web', 'fp16', device).about.settings.join(' ');

describe('an engine on ONNX files', () => {
  it('says where its weights and arithmetic are f32', () => {
    expect(said({ f16: false, slowAnswer: null })).toContain('has no shader-f16');
    expect(said({ f16: true, slowAnswer: null })).not.toContain('has no shader-f16');
  });

  it('says where the browser is late to answer, which ours does not wait for', () => {
    expect(said({ f16: true, slowAnswer: seconds(0.1004) })).toContain('up to 100 ms late');
    expect(said({ f16: true, slowAnswer: null })).not.toContain('late');
  });
});
