/** Which part of Latest is shown: everything, one folder, one source, and what mute words hide. Reads nothing itself. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { SourceId } from '../../core/essay';
import type { LatestWanted } from '../../edge/store/latest';
import { type FollowedSource, foldersOf, titleOf } from '../../ui/followed';

export type Part =
  | { readonly kind: 'all' }
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'source'; readonly id: SourceId };

const ALL: Part = { kind: 'all' };

/** `changed` is called where other rows are wanted. */
export function filterModel(rows: ReadonlySignal<readonly FollowedSource[]>, changed: () => void) {
  const part = signal<Part>(ALL);
  const withHidden = signal(false);
  const unreadOnly = signal(false);
  const name = computed(() => nameOf(part.value, rows.value));

  /** Muted sources have no place in a folder's list, and are there when asked for by name. */
  function wanted(): Omit<LatestWanted, 'since'> {
    const { value } = part;
    const ids = rows
      .peek()
      .filter(({ source, wishes }) =>
        value.kind === 'source' ? source.id === value.id : value.kind === 'folder' && wishes.folder === value.folder && !wishes.isMuted,
      );
    const sources = value.kind === 'all' ? undefined : new Set(ids.map(({ source }) => source.id));
    return { sources, withHidden: withHidden.value, unreadOnly: unreadOnly.value };
  }

  function show(next: Part): void {
    part.value = next;
    withHidden.value = false;
    changed();
  }

  function toggleHidden(): void {
    withHidden.value = !withHidden.value;
    changed();
  }

  function toggleUnread(): void {
    unreadOnly.value = !unreadOnly.value;
    changed();
  }

  /** A source or folder that is gone cannot be what is shown. */
  function tidy(): void {
    if (part.peek().kind !== 'all' && nameOf(part.peek(), rows.peek()) === undefined) show(ALL);
  }

  return { part, name, withHidden, unreadOnly, toggleUnread, wanted, show, showAll: () => show(ALL), toggleHidden, tidy };
}

/** The words of a part, undefined for everything or for what is not there any more. */
function nameOf(part: Part, rows: readonly FollowedSource[]): string | undefined {
  if (part.kind === 'folder') return foldersOf(rows).find((folder) => folder === part.folder);
  const row = part.kind === 'source' ? rows.find(({ source }) => source.id === part.id) : undefined;
  return row && titleOf(row);
}

/** A part as the value of a menu's line, and back. */
export function menuValue(part: Part): string {
  return part.kind === 'all' ? '' : part.kind === 'folder' ? `folder ${part.folder}` : `source ${part.id}`;
}

export function partFrom(value: string): Part {
  if (value.startsWith('folder ')) return { kind: 'folder', folder: value.slice(7) };
  return value.startsWith('source ') ? { kind: 'source', id: value.slice(7) as SourceId } : ALL; // as: menuValue has written it
}
