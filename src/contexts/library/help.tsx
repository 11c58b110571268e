/** The keys of the library and what one can type into its search field, over everything while it is open. */
import { type KeyLine, KeyList } from '../../ui/key-list';
import { KeysDialog } from '../../ui/keys-dialog';
import { say } from '../../ui/words';
import type { LibraryModel } from './model';

export function Help({ model }: { readonly model: LibraryModel }) {
  return (
    <KeysDialog onClose={() => model.showPanel(undefined)}>
      <KeyList keys={libraryKeys()} />
      <h3>{say('queryHelp')}</h3>
      <KeyList keys={queryWords()} />
    </KeysDialog>
  );
}

function libraryKeys(): readonly KeyLine[] {
  return [
    [['j', 'k'], say('keysMove')],
    [[say('keyHome'), say('keyEnd')], say('keysEnds')],
    [[say('keyEnter')], say('keysReadHere')],
    [['o'], say('openThePage')],
    [['x'], say('keysSelect')],
    [[say('keyShift'), 'x'], say('keysSelectTo')],
    [[say('keyCtrl'), 'a'], say('keysSelectAll')],
    [['e'], say('keysArchive')],
    [['t'], say('keysTag')],
    [['s'], say('keysSave')],
    [['m'], say('keysRead')],
    [['z'], say('keysUndo')],
    [['/'], say('keysSearch')],
    [[say('keyEscape')], say('keysLibraryBack')],
    [['?'], say('keysHelp')],
  ];
}

/** What stands on the left is typed as it is, in every language. */
function queryWords(): readonly KeyLine[] {
  return [
    [['"…"'], say('queryPhrase')],
    [['or'], say('queryOr')],
    [['-'], say('queryNot')],
    [['tag:'], say('queryTag')],
    [['source:'], say('querySource')],
    [['is:unread', 'is:saved'], say('queryIs')],
    [['is:archived', 'is:highlighted'], say('queryIsMore')],
    [['before:2024-05'], say('queryBefore')],
    [['after:2024'], say('queryAfter')],
  ];
}
