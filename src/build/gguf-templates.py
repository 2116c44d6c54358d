"""Makes Fable's GGUF files with the Python package gguf, and public/models/fable/gguf: what they hold beside the weights, for src/peers/gguf.

The files are what llama.cpp's converter writes of such a model: rows of q and k in the order of its RoPE, norms in F32, the embedding
tied; of Q4_0 the embedding is Q8_0, as with `llama-quantize --token-embedding-type q8_0`. Each tensor is made here once more of
model.safetensors by the rule that stands in the template, and must be the bytes that gguf wrote.
Run: pip install gguf==0.19.0 numpy==2.4.6 safetensors==0.8.0; python src/build/gguf-templates.py FOLDER, where the files go.
"""

import hashlib
import json
import pathlib
import sys

import gguf
import numpy as np
from gguf.constants import GGML_QUANT_SIZES, GGMLQuantizationType as Type
from safetensors.numpy import load_file

FOLDER = pathlib.Path(sys.argv[1])
FABLE = pathlib.Path(__file__).parents[2] / "public/models/fable"
VARIANTS = {
    "f16": ("fable-f16.gguf", gguf.LlamaFileType.MOSTLY_F16, Type.F16, Type.F16),
    "q8_0": ("fable-q8_0.gguf", gguf.LlamaFileType.MOSTLY_Q8_0, Type.Q8_0, Type.Q8_0),
    "q4_0": ("fable-q4_0.gguf", gguf.LlamaFileType.MOSTLY_Q4_0, Type.Q4_0, Type.Q8_0),
}
EMBEDDING = "model.embed_tokens.weight"

weights = load_file(FABLE / "model.safetensors")
config = json.loads((FABLE / "config.json").read_text())
tokenizer = json.loads((FABLE / "tokenizer.json").read_text())
special = {one["id"] for one in tokenizer["added_tokens"] if one["special"]}
names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.LLAMA, config["num_hidden_layers"])


def metadata(writer, file_type):
    writer.add_type("model")
    writer.add_name("Fable")
    writer.add_license("cc0-1.0")
    writer.add_file_type(file_type)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_head_count_kv(config["num_key_value_heads"])
    writer.add_key_length(config["head_dim"])
    writer.add_value_length(config["head_dim"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_rope_freq_base(config["rope_parameters"]["rope_theta"])
    writer.add_rope_dimension_count(config["head_dim"])
    writer.add_vocab_size(config["vocab_size"])
    writer.add_tokenizer_model("gpt2")
    # The same words as ByteLevel with use_regex, which Fable's tokenizer.json has.
    writer.add_tokenizer_pre("gpt-2")
    vocabulary = sorted(tokenizer["model"]["vocab"].items(), key=lambda entry: entry[1])
    assert [index for _, index in vocabulary] == list(range(config["vocab_size"]))
    writer.add_token_list([token for token, _ in vocabulary])
    writer.add_token_types([gguf.TokenType.CONTROL if one in special else gguf.TokenType.NORMAL for _, one in vocabulary])
    writer.add_token_merges([" ".join(merge) for merge in tokenizer["model"]["merges"]])
    writer.add_bos_token_id(config["bos_token_id"])
    writer.add_eos_token_id(config["eos_token_id"])
    writer.add_unk_token_id(0)
    writer.add_pad_token_id(config["pad_token_id"])
    # A text begins with what it begins with, as with transformers.
    writer.add_add_bos_token(False)


def heads(name):
    """Of rows that RoPE turns in pairs: halves of a head for transformers, neighbours for llama.cpp. Null of all others."""
    if name.endswith("q_proj.weight"):
        return config["num_attention_heads"]
    return config["num_key_value_heads"] if name.endswith("k_proj.weight") else None


def ordered(name):
    matrix, count = weights[name], heads(name)
    if count is None:
        return matrix
    return matrix.reshape(count, 2, -1, matrix.shape[1]).swapaxes(1, 2).reshape(matrix.shape)


def stored_type(name, linear, embedding):
    if weights[name].ndim == 1:
        return Type.F32
    return embedding if name == EMBEDDING else linear


def write(path, file_type, linear, embedding):
    writer = gguf.GGUFWriter(path, "llama")
    metadata(writer, file_type)
    for name in weights:
        kind = stored_type(name, linear, embedding)
        stored = gguf.quants.quantize(ordered(name).astype(np.float32), kind)
        writer.add_tensor(names.get_name(name, try_suffixes=(".weight",)), stored, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def q8_0(values):
    """The largest magnitude at 127; half away from zero."""
    blocks = values.reshape(-1, 32)
    scale = np.abs(blocks).max(-1, keepdims=True) / np.float32(127)
    inverse = np.where(scale == 0, 0, np.float32(1) / np.where(scale == 0, 1, scale)).astype(np.float32)
    product = blocks * inverse
    magnitude = np.abs(product)
    whole = np.floor(magnitude)
    levels = (np.sign(product) * (whole + np.floor(2 * (magnitude - whole)))).astype(np.int8)
    return np.concatenate([scale.astype(np.float16).view(np.uint8), levels.view(np.uint8)], 1)


def q4_0(values):
    """The first value of largest magnitude at -8, by the scale before it is rounded; values 0 and 16 in a byte, the first one low."""
    blocks = values.reshape(-1, 32)
    largest = np.take_along_axis(blocks, np.abs(blocks).argmax(-1, keepdims=True), -1)
    scale = largest / np.float32(-8)
    inverse = np.where(scale == 0, 0, np.float32(1) / np.where(scale == 0, 1, scale)).astype(np.float32)
    levels = np.minimum(np.trunc(blocks * inverse + np.float32(8.5)), 15).astype(np.uint8)
    return np.concatenate([scale.astype(np.float16).view(np.uint8), levels[:, :16] | levels[:, 16:] << 4], 1)


MAKE = {
    Type.F32: lambda values: values,
    Type.F16: lambda values: values.astype(np.float16),
    Type.Q8_0: q8_0,
    Type.Q4_0: q4_0,
}

FOLDER.mkdir(exist_ok=True)
document = {"schema": 1, "licence": "CC0-1.0", "source": "Python package gguf 0.19.0, of model.safetensors beside this folder"}
document["tensors"] = {name: list(weights[name].shape) for name in sorted(weights)}
document["files"] = {}
headers = b""
for variant, (file_name, *types) in VARIANTS.items():
    path = FOLDER / file_name
    write(path, *types)
    content = path.read_bytes()
    reader = gguf.GGUFReader(path)
    holes, end = [], reader.data_offset
    by_name = {names.get_name(name, try_suffixes=(".weight",)): name for name in weights}
    for tensor in reader.tensors:
        name = by_name[tensor.name]
        made = MAKE[tensor.tensor_type](ordered(name).astype(np.float32)).tobytes()
        at = tensor.data_offset
        assert made == content[at : at + tensor.n_bytes], f"{name} does not follow"
        # Tensors of 32 values and more need nothing between them.
        assert at == end, f"{name} stands behind a gap"
        end = at + tensor.n_bytes
        holes.append({"as": tensor.tensor_type.name.lower(), "of": name} | ({"heads": heads(name)} if heads(name) else {}))
    assert end == len(content)
    document["files"][variant] = {
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "header": {"at": len(headers), "bytes": reader.data_offset},
        "tensors": holes,
    }
    headers += content[: reader.data_offset]
    print(f"{file_name}: {len(content)} bytes, {document['files'][variant]['sha256']}")


def written(value):
    """JSON with each tensor in a line of its own."""
    if isinstance(value, dict) and "of" not in value:
        return "{\n" + ",\n".join(f"{json.dumps(key)}: {written(one)}" for key, one in value.items()) + "\n}"
    if isinstance(value, list) and isinstance(value[0], dict):
        return "[\n" + ",\n".join(map(written, value)) + "\n]"
    return json.dumps(value)


folder = FABLE / "gguf"
folder.mkdir(exist_ok=True)
(folder / "headers.bin").write_bytes(headers)
(folder / "templates.json").write_text(written(document) + "\n")
