/** The options of who takes turns with our engine in a run. */
import { onOrOff } from '../options/values';
import { GROUPS, orNull, under } from './option-rows';
import * as value from './option-values';

const adapter = under(GROUPS.adapter);

export const rivals = {
  engine: adapter(
    orNull(value.engines),
    '--engine <LIST>',
    'engines that take turns with ours in that browser, on Fable and the same text: onnxruntime-web, transformers.js, wllama',
    'ours alone',
  ),
  against: adapter(
    orNull(value.address),
    '--against <ADDRESS>',
    'server of yours that takes turns with our engine (Ollama, LM Studio, llama-server, vLLM), such as http://localhost:11434',
    'none',
  ),
  againstModel: adapter(
    orNull(value.filled('')),
    '--against-model <NAME>',
    'model of that server, by the name that it has for it',
    'its only one',
  ),
  againstFable: adapter(
    onOrOff.default(false),
    '--against-fable',
    "say that the server runs Fable's own weights, as GGUF: then it is compared with ours",
  ),
  againstQuantisation: adapter(
    orNull(value.said),
    '--against-quantisation <NAME>',
    'quantisation of the model of that server, such as F16, Q8_0 or Q4_0',
    'not known',
  ),
  againstGpu: adapter(
    orNull(value.said),
    '--against-gpu <NAME>',
    'GPU or processor that the server runs on',
    'not known',
  ),
};
