"""Makes public/models/fable/onnx: what Fable's ONNX files hold beside its weights, so that src/peers/onnx makes them of model.safetensors.

The exports are those of onnxruntime-genai 0.18's model builder (-p fp32, fp16 and int4, the first and a second INT4 with
--extra_options use_webgpu_fp32=true), each saved as one file under the hub's name, with 64 as the last dimension of the cache.
Every initializer becomes a hole that says how it follows from tensors of model.safetensors, or from a constant that several files
share; what is left is kept as it is. Each hole is checked here against the export's bytes: what does not follow stays literal.
Run: pip install onnx==1.23.2 numpy==2.4.6 safetensors==0.8.0; python src/build/onnx-templates.py FOLDER, where FOLDER has the
four exports.
"""

import hashlib
import json
import pathlib
import sys

import numpy as np
import onnx
from onnx import numpy_helper
from safetensors.numpy import load_file

EXPORTS = pathlib.Path(sys.argv[1])
FABLE = pathlib.Path(__file__).parents[2] / "public/models/fable"
FILES = {"fp32": "model", "fp16": "model_fp16", "int4-fp32": "model_q4", "int4": "model_q4f16"}
TYPES = {"f16": np.float16, "f32": np.float32}
# The tables of RoPE are torch's cosines and sines: not those of Math.cos, so they are kept, once.
CONSTANTS = ["cos_cache", "sin_cache"]
BLOCK = 32
# What is shorter is no saving: its hole would take as many bytes.
LEAST = 256

weights = load_file(FABLE / "model.safetensors")


def sources(name):
    """The tensors of which an initializer is made, by the builder's names."""
    base = name.split(".MatMul.weight")[0]
    if base == "lm_head":
        return ["model.embed_tokens.weight"]
    if base.endswith("final_norm_layernorm.weight"):
        return ["model.norm.weight"]
    if base.endswith("qkv_proj"):
        return [base.replace("attn.qkv_proj", f"self_attn.{one}_proj.weight") for one in "qkv"]
    return [base if base.endswith(".weight") else base.replace(".attn.", ".self_attn.") + ".weight"]


def scales(matrix, scale_type):
    """onnxruntime's: the value of largest magnitude stands at -8, and of two such the negative one counts."""
    blocks = matrix.reshape(len(matrix), -1, BLOCK)
    least, most = blocks.min(-1), blocks.max(-1)
    return (np.where(np.abs(most) > np.abs(least), most, least) / np.float32(-8)).astype(scale_type)


def levels(matrix, scale_type):
    """Half away from zero, of a product with the reciprocal in f32; two in a byte, the first one low."""
    scale = scales(matrix, scale_type).astype(np.float32)
    inverse = np.where(scale != 0, np.float32(1) / np.where(scale != 0, scale, np.float32(1)), np.float32(0))
    moved = matrix.reshape(*scale.shape, BLOCK) * inverse[..., None] + np.float32(8)
    level = np.clip(np.floor(moved.astype(np.float64) + 0.5), 0, 15).astype(np.uint8)
    return level[..., 0::2] | level[..., 1::2] << 4


def made(hole):
    kind = TYPES[hole["type"]]
    if hole["as"] == "constant":
        return constants[hole["of"][0]].astype(kind)
    matrix = np.concatenate([weights[name] for name in hole["of"]]).astype(np.float32)
    if hole["as"] == "levels":
        return levels(matrix, kind)
    if hole["as"] == "scales":
        return scales(matrix, kind)
    return (matrix.T if hole["as"] == "transposed" else matrix).astype(kind)


def hole_of(name, initializer, scale_type):
    if name in CONSTANTS:
        return {"as": "constant", "of": [name]}
    if name.endswith("_Q4"):
        return {"as": "levels", "of": sources(name), "type": scale_type}
    if name.endswith("_scales"):
        return {"as": "scales", "of": sources(name)}
    return {"as": "transposed" if len(initializer.dims) == 2 else "values", "of": sources(name)}


def template(content):
    """Holes and literals of a file."""
    initializers = {one.name: one for one in onnx.load_from_string(content).graph.initializer}
    element = {10: "f16", 1: "f32"}
    own_type = element[initializers["cos_cache"].data_type]
    holes, kept = [], []
    for name, one in initializers.items():
        if len(one.raw_data) < LEAST:
            continue
        hole = {"at": content.find(one.raw_data), "bytes": len(one.raw_data)}
        assert hole["at"] > 0 and content.find(one.raw_data, hole["at"] + 1) < 0, f"{name} is there twice"
        hole |= {"type": element.get(one.data_type, own_type)} | hole_of(name, one, own_type)
        if made(hole).tobytes() == one.raw_data:
            holes.append(hole)
        else:
            kept.append(name)
    holes.sort(key=lambda hole: hole["at"])
    ends = [0] + [hole["at"] + hole["bytes"] for hole in holes]
    begins = [hole["at"] for hole in holes] + [len(content)]
    return holes, [content[end:begin] for end, begin in zip(ends, begins)], kept


def written(value):
    """JSON with each tensor, constant and hole in a line of its own."""
    if isinstance(value, dict) and "at" not in value:
        return "{\n" + ",\n".join(f"{json.dumps(key)}: {written(one)}" for key, one in value.items()) + "\n}"
    if isinstance(value, list) and isinstance(value[0], dict):
        return "[\n" + ",\n".join(map(written, value)) + "\n]"
    return json.dumps(value)


first = {one.name: one for one in onnx.load(EXPORTS / "model.onnx").graph.initializer}
constants = {name: numpy_helper.to_array(first[name]) for name in CONSTANTS}
literals = b""
document = {"schema": 1, "licence": "CC0-1.0", "source": "onnxruntime-genai 0.18 model builder, of model.safetensors beside this folder"}
document["constants"] = {}
for name, values in constants.items():
    document["constants"][name] = {"at": len(literals), "values": values.size}
    literals += values.tobytes()
document["tensors"] = {name: list(weights[name].shape) for name in sorted(weights)}
document["files"] = {}
for variant, name in FILES.items():
    content = (EXPORTS / f"{name}.onnx").read_bytes()
    holes, rest, kept = template(content)
    own = b"".join(rest)
    document["files"][variant] = {
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "literals": {"at": len(literals), "bytes": len(own)},
        "holes": holes,
    }
    literals += own
    print(f"{name}: {len(holes)} holes, {len(own)} of {len(content)} bytes literal; not followed: {kept}")

folder = FABLE / "onnx"
folder.mkdir(exist_ok=True)
(folder / "templates.bin").write_bytes(literals)
(folder / "templates.json").write_text(written(document) + "\n")
