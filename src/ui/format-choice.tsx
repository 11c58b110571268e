/** The forms in which saved essays go out, to choose one of. */
import { EXPORT_FORMATS, type ExportFormat } from '../core/transfer/out/formats';
import type { TakingOut } from './taking-out';
import { type Phrase, say } from './words';

const WORDS: Readonly<Record<ExportFormat, Phrase>> = {
  markdown: 'exportMarkdown',
  netscape: 'exportNetscape',
  csv: 'exportCsv',
  'json-feed': 'exportJsonFeed',
  opml: 'exportSources',
};

export function FormatChoice({ taking }: { readonly taking: TakingOut }) {
  return (
    <fieldset class="formats" aria-label={say('exportForm')}>
      {EXPORT_FORMATS.map((each) => (
        <label key={each} class="check">
          <input
            type="radio"
            name="export-format"
            value={each}
            checked={taking.format.value === each}
            onChange={({ currentTarget }) => taking.choose(currentTarget.value)}
          />
          {say(WORDS[each])}
        </label>
      ))}
    </fieldset>
  );
}
