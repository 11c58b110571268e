/** A problem that stands until something is done about it: the sentence, and the way to where it can be helped. Words, no red wall. */
import type { Problem } from '../core/problem';
import { nextStepFor, sentenceFor } from './sentence';
import { say } from './words';

/** The gravest first: what keeps a person from the library, then what is missing from it. */
const BY_WEIGHT: readonly Problem['kind'][] = [
  'library-unopened',
  'library-blocked',
  'library-newer',
  'library-lost',
  'disk-full',
  'worker-silent',
  'index-full',
  'rows-unreadable',
];

/** What was told and changes nothing about the next minute. A library that does not open stays told until it does. */
const CAN_BE_PUT_AWAY: ReadonlySet<Problem['kind']> = new Set([
  ...(['library-lost', 'bundle-damaged', 'rows-unreadable'] as const),
  ...([
    'disk-full',
    'index-full',
    'nearly-full',
    'backup-unmade',
    'restore-stopped',
    'import-stopped',
    'essay-unknown',
    'permission-refused',
    'bug',
  ] as const), // of an act whose page was gone before it heard
]);

type BannerProps = { readonly problems: readonly Problem[]; readonly onStep: () => void; readonly onRead: () => void };

export function Banner({ problems, onStep, onRead }: BannerProps) {
  const gravest = [...problems].sort((a, b) => weightOf(a) - weightOf(b))[0];
  if (gravest === undefined) return null; // null: what preact calls nothing
  const step = nextStepFor(gravest);
  return (
    <div class="banner" role="alert">
      <p>{sentenceFor(gravest)}</p>
      <p class="banner-steps">
        {step && (
          <button type="button" class="button-words" onClick={onStep}>
            {step}
          </button>
        )}
        {CAN_BE_PUT_AWAY.has(gravest.kind) && (
          <button type="button" class="button-words" onClick={onRead}>
            {say('stepUnderstood')}
          </button>
        )}
      </p>
    </div>
  );
}

function weightOf({ kind }: Problem): number {
  const place = BY_WEIGHT.indexOf(kind);
  return place === -1 ? BY_WEIGHT.length : place;
}
