/** Fetches a picture from within the page that shows it, as far as the browser lets anyone read it there. Asks the cache first; sends nothing that the page would not. */

export type FetchedPicture = { readonly bytes: Uint8Array<ArrayBuffer> } | { readonly lost: 'too-large' | 'unread' };

/**
 * Chromium keeps what an `img` was given without the sender's leave to read it, and gives that again although the sender would now allow it: then once
 * more past the cache.
 */
export async function fetchPicture(address: string, maxBytes: number, signal: AbortSignal): Promise<FetchedPicture> {
  for (const cache of ['force-cache', 'no-cache'] as const) {
    try {
      const response = await fetch(address, { cache, credentials: 'same-origin', signal });
      if (!response.ok) return { lost: 'unread' };
      return await read(response, maxBytes);
    } catch {
      if (signal.aborted) break; // else: refused, and asked once more
    }
  }
  return { lost: 'unread' };
}

/** Stops as soon as it is too much. */
async function read(response: Response, maxBytes: number): Promise<FetchedPicture> {
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel();
    return { lost: 'too-large' };
  }
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    parts.push(part.value);
    size += part.value.byteLength;
    if (size <= maxBytes) continue;
    await reader?.cancel();
    return { lost: 'too-large' };
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return { bytes };
}
