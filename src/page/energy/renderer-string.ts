/** What WebGL calls the GPU, asked once on the main thread. WebGPU gives no name; what the string means is in hardware/identify. */
import type { PowerPreference } from '../../worker/protocol';

/** Empty where WebGL is missing or says nothing. */
export function rendererString(powerPreference: PowerPreference): string {
  const gl = document.createElement('canvas').getContext('webgl', { powerPreference });
  if (gl === null) return '';
  const plain = text(gl.getParameter(gl.RENDERER));
  // Firefox says it here and warns of the extension; Chromium and Safari hide it behind the extension.
  if (plain !== '' && !/^webkit webgl$/i.test(plain)) return plain;
  const extension = gl.getExtension('WEBGL_debug_renderer_info');
  return extension === null ? '' : text(gl.getParameter(extension.UNMASKED_RENDERER_WEBGL));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
