/** The pictures of one copy while they come in, one by one and up to a limit. Pure: what a picture's bytes are kept in is its caller's. */
import type { Picture, PictureLost } from '../library/copy';

export type PictureLimits = { readonly copyBytes: number; readonly pictureBytes: number };

/** `B`: how a picture is kept. */
export type PictureTray<B> = ReturnType<typeof pictureTray<B>>;

/** `wanted`: the addresses, each once. What never comes counts as failed. */
export function pictureTray<B>(wanted: readonly string[], limits: PictureLimits) {
  const left = new Set(wanted);
  const settled = new Map<string, Picture>();
  const blobs = new Map<string, B>();
  let [bytesKept, turns, isOver] = [0, 0, wanted.length === 0];
  let end: () => void = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });

  function settle(picture: Picture): void {
    turns += 1;
    if (!left.delete(picture.url)) return; // not of this copy, or a second time
    settled.set(picture.url, picture);
    if (left.size === 0) close('failed');
  }

  /** Whoever waits goes on; the rest is lost. */
  function close(why: PictureLost): void {
    isOver = true;
    for (const url of left) settled.set(url, { url, lost: why });
    left.clear();
    end();
  }

  if (isOver) end();
  return {
    done,
    /** One more whenever something came. */
    turns: () => turns,
    isWanted: (url: string): boolean => left.has(url),
    /** Why a picture of so many bytes is not kept, before anything is done with it; undefined: it may be. Beyond the copy's limit all others are lost too. */
    refusal(url: string, type: string, bytes: number): PictureLost | undefined {
      const why = !/^image\//i.test(type) || bytes === 0 ? 'no-picture' : bytes > limits.pictureBytes ? 'too-large' : undefined;
      if (why !== undefined) settle({ url, lost: why });
      else if (bytesKept + bytes > limits.copyBytes) close('too-many');
      else return undefined;
      return why ?? 'too-many';
    },
    /** The same bytes under two addresses are kept once. */
    keep(url: string, { hash, bytes, blob }: { readonly hash: string; readonly bytes: number; readonly blob: B }): void {
      if (!left.has(url)) return;
      if (!blobs.has(hash)) bytesKept += bytes;
      blobs.set(hash, blob);
      settle({ url, hash });
    },
    lose: (url: string, why: PictureLost): void => settle({ url, lost: why }),
    close,
    isOver: (): boolean => isOver,
    pictures: (): readonly Picture[] => wanted.map((url) => settled.get(url) ?? { url, lost: 'failed' }),
    blobs: (): readonly B[] => [...blobs.values()],
  };
}
