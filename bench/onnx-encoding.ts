/** ONNX messages to bytes and back, by ONNX's own schema (npm onnx-buf) and a protobuf library. */
import { z } from 'zod';
import { having } from './having';
import { loadPeer } from './peer-module';

interface Protobuf {
  create: (schema: unknown, fields: unknown) => unknown;
  toBinary: (schema: unknown, message: unknown) => unknown;
  fromBinary: (schema: unknown, bytes: Uint8Array) => unknown;
}

const protobuf = having<Protobuf>('@bufbuild/protobuf', 'create', 'toBinary', 'fromBinary');

interface OnnxSchemas {
  readonly ModelProtoSchema: unknown;
  readonly NodeProtoSchema: unknown;
  readonly TensorProtoSchema: unknown;
}

const onnx = having<OnnxSchemas>('onnx-buf', 'ModelProtoSchema', 'NodeProtoSchema', 'TensorProtoSchema');

async function load() {
  const { create, toBinary, fromBinary } = await loadPeer('@bufbuild/protobuf', protobuf);
  const schemas = await loadPeer('onnx-buf', onnx);
  const { ModelProtoSchema: schema, NodeProtoSchema: nodeSchema, TensorProtoSchema: tensorSchema } = schemas;
  return { schema, nodeSchema, tensorSchema, create, toBinary, fromBinary };
}

const binary = z.instanceof(Uint8Array<ArrayBuffer>);

/** A model file around one graph. @param graph fields as GraphProto names them */
export async function encodeModel(graph: object): Promise<Uint8Array<ArrayBuffer>> {
  const { schema, create, toBinary } = await load();
  const opsetImport = [
    { domain: '', version: 20n },
    { domain: 'com.microsoft', version: 1n },
  ];
  return binary.parse(toBinary(schema, create(schema, { irVersion: 9n, opsetImport, graph })));
}

/** What may be added to a model that is being changed. */
export interface Maker {
  node: (fields: object) => unknown;
  tensor: (fields: object) => unknown;
}

/** A model file changed by `edit`, which gets the message itself. @param shape must not copy what it checks */
export async function editModel<T>(
  bytes: Uint8Array,
  shape: z.ZodType<T>,
  edit: (model: T, make: Maker) => void,
): Promise<Uint8Array> {
  const { schema, nodeSchema, tensorSchema, create, toBinary, fromBinary } = await load();
  const message = fromBinary(schema, bytes);
  edit(shape.parse(message), {
    node: (fields) => create(nodeSchema, fields),
    tensor: (fields) => create(tensorSchema, fields),
  });
  return binary.parse(toBinary(schema, message));
}
