/** The library page's view: shelves, list, details, and what stands over them. Chooses what to show. */
import { useLayoutEffect } from 'preact/hooks';
import { Details } from './details';
import { Filters } from './filters';
import { Help } from './help';
import { ListView } from './list-view';
import { listenToKeys } from './listen-to-keys';
import type { LibraryModel } from './model';
import { RenameTag, TagField } from './tag-field';
import { Top } from './top';

export function LibraryPage({ model }: { readonly model: LibraryModel }) {
  useLayoutEffect(() => listenToKeys(model), [model]);
  return (
    <>
      <Filters model={model} />
      <main class="middle">
        <Top model={model} />
        <ListView model={model} />
      </main>
      <Details model={model} />
      {model.panel.value === 'tags' && <TagField model={model} />}
      {model.panel.value === 'help' && <Help model={model} />}
      {model.renaming.value !== undefined && <RenameTag model={model} tag={model.renaming.value} />}
    </>
  );
}
