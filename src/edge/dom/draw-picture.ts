/** The bytes of a picture by drawing it anew, where the page's own rules let nobody fetch it. What is another site's cannot be read so. */
import { allIn } from './native';

const MAX_SIDE_PX = 4_000;
const QUALITY = 0.92;

/** Undefined where it does not load, or may not be read. */
export async function drawPicture(document: Document, address: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const images = allIn(document, 'img') as readonly HTMLImageElement[]; // as: the selector says so
  const shown = images.find((each) => each.currentSrc === address && each.complete && each.naturalWidth > 0);
  const image = shown ?? (await loaded(address, signal));
  if (image === undefined) return undefined;
  const scale = Math.min(1, MAX_SIDE_PX / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(image.naturalWidth * scale)),
    Math.max(1, Math.round(image.naturalHeight * scale)),
  );
  try {
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: QUALITY });
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    return undefined; // another site's
  }
}

function loaded(address: string, signal: AbortSignal): Promise<HTMLImageElement | undefined> {
  return new Promise((resolve) => {
    const image = new Image();
    const end = (found: HTMLImageElement | undefined) => (): void => resolve(found);
    image.addEventListener('load', end(image));
    image.addEventListener('error', end(undefined));
    signal.addEventListener('abort', end(undefined));
    if (signal.aborted) resolve(undefined);
    else image.src = address;
  });
}
