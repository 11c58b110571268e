/** What a reader throws when bytes are not what was written. It is never a person's problem: the index is built again. */

export class Damaged extends Error {
  override readonly name = 'Damaged';
}

type Intact<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly damaged: string };

/** Turns a noticed damage into an answer one can branch on. Any other error is a mistake of ours and passes on. */
export async function intact<T>(work: Promise<T>): Promise<Intact<T>> {
  try {
    return { ok: true, value: await work };
  } catch (error) {
    if (error instanceof Damaged) return { ok: false, damaged: error.message };
    throw error;
  }
}
