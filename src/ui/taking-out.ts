/** Taking saved essays out in a form that others read: which form, how far it is, and the file. For a page that has a workshop. */
import { signal } from '@preact/signals';
import type { EssayId } from '../core/essay';
import type { Problem } from '../core/problem';
import { EXPORT_FORMATS, type ExportFormat } from '../core/transfer/out/formats';
import type { AskWorkshop } from '../messages/workshop';
import { counted, say } from './words';

type Needs = { readonly workshop: AskWorkshop; readonly saveFile: (name: string, file: Blob) => void };
type Says = { readonly tell: (words: string) => void; readonly fail: (problem: Problem) => void };

export type TakingOut = ReturnType<typeof takingOut>;

export function takingOut({ workshop, saveFile }: Needs, { tell, fail }: Says) {
  const format = signal<ExportFormat>('markdown');
  const share = signal<number | undefined>(undefined); // while it is made

  /** `ids`: undefined is all that is saved. */
  async function take(ids: readonly EssayId[] | undefined): Promise<boolean> {
    if (share.peek() !== undefined) return false;
    share.value = 0;
    const ask = { format: format.peek(), ids, title: say('name') };
    const taken = await workshop('take', ask, (now) => {
      if (share.peek() !== undefined) share.value = now;
    }).catch((error: unknown) => ({ ok: false, problem: { kind: 'bug', detail: String(error) } }) as const);
    share.value = undefined;
    if (!taken.ok) fail(taken.problem);
    else if (ask.format === 'opml' && taken.value.count === 0) tell(say(ids === undefined ? 'nothingToExport' : 'exportNoSources'));
    else {
      const { name, file, count } = taken.value;
      saveFile(name, file);
      tell(counted(ask.format === 'opml' ? 'saidSourcesOut' : 'saidTakenOut', count, { name }));
    }
    return taken.ok;
  }

  function choose(chosen: string): void {
    const known = EXPORT_FORMATS.find((each) => each === chosen);
    if (known !== undefined) format.value = known;
  }

  return { format, share, take, choose };
}
