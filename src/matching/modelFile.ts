/**
 * One file holds the trained model: a line of JSON, then the arrays, in the order the JSON lists them.
 */

const KINDS = { u32: Uint32Array, u16: Uint16Array, i8: Int8Array, f32: Float32Array } as const;
type Kind = keyof typeof KINDS;
export type NumberArray = Uint32Array | Uint16Array | Int8Array | Float32Array;

interface Header {
  readonly format: number;
  readonly arrays: readonly { readonly name: string; readonly kind: Kind; readonly length: number }[];
  readonly data: unknown;
}

/** Changes when an older file can no longer be read. */
export const FORMAT = 1;
/** Arrays start at multiples of this many bytes. */
const ALIGNMENT = 8;

export function encode(data: unknown, arrays: Readonly<Record<string, NumberArray>>): Buffer {
  const header: Header = {
    format: FORMAT,
    arrays: Object.entries(arrays).map(([name, a]) => ({ name, kind: kindOf(a), length: a.length })),
    data,
  };
  const text = Buffer.from(`${JSON.stringify(header)}\n`, "utf8");
  const parts: Buffer[] = [text, Buffer.alloc(padding(text.length))];
  for (const a of Object.values(arrays)) {
    parts.push(Buffer.from(a.buffer, a.byteOffset, a.byteLength), Buffer.alloc(padding(a.byteLength)));
  }
  return Buffer.concat(parts);
}

/** @throws Error when the file is of another format or cut short */
export function decode(file: Buffer): { data: unknown; arrays: Record<string, NumberArray> } {
  const lineEnd = file.indexOf(0x0a);
  const header = JSON.parse(file.toString("utf8", 0, lineEnd)) as Header;
  if (header.format !== FORMAT) throw new Error(`模型文件格式是 ${String(header.format)}，这个版本要 ${FORMAT}。`);
  let at = lineEnd + 1 + padding(lineEnd + 1);
  const arrays: Record<string, NumberArray> = {};
  for (const { name, kind, length } of header.arrays) {
    const type = KINDS[kind];
    const bytes = length * type.BYTES_PER_ELEMENT;
    if (at + bytes > file.length) throw new Error("模型文件不完整。");
    // A copy, because the arrays need aligned memory of their own.
    arrays[name] = new type(file.buffer.slice(file.byteOffset + at, file.byteOffset + at + bytes) as ArrayBuffer);
    at += bytes + padding(bytes);
  }
  return { data: header.data, arrays };
}

function padding(length: number): number {
  return (ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT;
}

function kindOf(array: NumberArray): Kind {
  return (Object.keys(KINDS) as Kind[]).find((k) => array instanceof KINDS[k])!;
}
