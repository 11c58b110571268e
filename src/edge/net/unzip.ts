/** Undoes compression that no header told of, or that nobody undid: no more bytes come out than may be read. */

type Unzipped = { readonly bytes: Uint8Array; readonly isWhole: boolean } | 'too-large';
type Format = ConstructorParameters<typeof DecompressionStream>[0];

/** Some servers send a file as it lies on their disk, and say nothing of gzip. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/** What is damaged or cut off gives what comes before the damage. */
export async function unzipped(bytes: Uint8Array, format: Format, mostBytes: number): Promise<Unzipped> {
  const reader = new Blob([bytes as Uint8Array<ArrayBuffer>]) // as: bytes that are read are never shared
    .stream()
    .pipeThrough(new DecompressionStream(format))
    .getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const step = await reader.read().catch(() => undefined);
    if (step === undefined || step.done) return { bytes: joined(chunks, size), isWhole: step !== undefined };
    size += step.value.length;
    if (size > mostBytes) {
      await reader.cancel().catch(() => {}); // it may have failed by itself meanwhile
      return 'too-large';
    }
    chunks.push(step.value);
  }
}

export function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
