/** The permission ladder at the foot of "This page": each rung with the one sentence that says what it means. Offers only what the page can stand on. */
import type { PageReport } from '../../core/related/answer';
import { sentenceFor } from '../../ui/sentence';
import type { PopupModel } from './model';

export function Ladder({ model: { here } }: { readonly model: PopupModel }) {
  const page = here.page.value;
  const report = here.report.value;
  const access = here.access.value;
  if (page === undefined || report === undefined || access === 'unknown') return null; // null: what preact calls nothing
  if (isOff(report)) return <OneLine fact={`Marks are off for ${page.host}`} step="Turn on here" go={here.turnOn} />;
  if (access === 'all') return <OneLine fact="Marks are on for all sites" step="Turn off here" go={here.turnOff} />;
  if (access === 'site') return <OneLine fact="Marks are on for this site" step="Turn off here" go={here.turnOff} />;
  if (!canBeMarked(report)) return null;
  return (
    <section class="ladder" aria-label="When to look">
      <Rung
        step="Always on this site"
        means={`Sidelight looks at pages of ${page.host} as you open them, and marks what your library speaks to.`}
        go={here.alwaysHere}
      />
      <Rung
        step="On all sites"
        means="The same wherever you read. What a page says stays on this machine; both can be taken back in Options."
        go={here.onAllSites}
      />
      {here.problem.value?.kind === 'permission-refused' && <p role="alert">{sentenceFor(here.problem.value)}</p>}
    </section>
  );
}

const isOff = (report: PageReport): boolean => report.state === 'left-alone' && report.why === 'off';

/** On a page that is never read, offering more of the same would be an empty promise; a page with too little text says nothing of its site. */
const canBeMarked = (report: PageReport): boolean => report.state !== 'left-alone' || report.why === 'not-prose';

type OneLineProps = { readonly fact: string; readonly step: string; readonly go: () => Promise<void> };

function OneLine({ fact, step, go }: OneLineProps) {
  return (
    <div class="ladder ladder-line">
      <span>{fact}</span>
      <button type="button" class="button-words" onClick={() => void go()}>
        {step}
      </button>
    </div>
  );
}

type RungProps = { readonly step: string; readonly means: string; readonly go: () => Promise<void> };

/** The click calls `go` at once: a browser asks its question only while the click is fresh. */
function Rung({ step, means, go }: RungProps) {
  return (
    <div class="rung">
      <button type="button" class="button-plain" onClick={() => void go()}>
        {step}
      </button>
      <p>{means}</p>
    </div>
  );
}
