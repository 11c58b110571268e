/** The permission ladder at the foot of "This page": each rung with the one sentence that says what it means. Offers only what the page can stand on. */
import type { PageReport } from '../../core/related/answer';
import { sentenceFor } from '../../ui/sentence';
import { say } from '../../ui/words';
import type { PopupModel } from './model';

export function Ladder({ model: { here } }: { readonly model: PopupModel }) {
  const page = here.page.value;
  const report = here.report.value;
  const access = here.access.value;
  if (page === undefined || report === undefined || access === 'unknown') return null; // null: what preact calls nothing
  if (isOff(report)) return <OneLine fact={say('marksOffHere', { host: page.host })} step={say('turnOnHere')} go={here.turnOn} />;
  if (isQuiet(report, 'nowhere')) return <OneLine fact={say('marksNowhere')} step={say('turnMarksOn')} go={here.resume} />;
  if (isQuiet(report, 'paused')) return <OneLine fact={say('leftAlonePaused')} step={say('resume')} go={here.resume} />;
  if (access === 'all') return <OneLine fact={say('marksOnAll')} step={say('turnOffHere')} go={here.turnOff} />;
  if (access === 'site') return <OneLine fact={say('marksOnHere')} step={say('turnOffHere')} go={here.turnOff} />;
  if (!canBeMarked(report)) return null;
  return (
    <section class="ladder" aria-label={say('whenRead')}>
      <Rung step={say('alwaysHere')} means={say('alwaysHereMeans', { host: page.host })} go={here.alwaysHere} />
      <Rung step={say('onAllSites')} means={say('onAllSitesMeans')} go={here.onAllSites} />
      {here.problem.value?.kind === 'permission-refused' && <p role="alert">{sentenceFor(here.problem.value)}</p>}
    </section>
  );
}

const isOff = (report: PageReport): boolean => report.state === 'left-alone' && report.why === 'off';

const isQuiet = (report: PageReport, why: 'nowhere' | 'paused'): boolean => report.state === 'left-alone' && report.why === why;

/** On a page that is never read, offering more of the same would be an empty promise; a page with too little text says nothing of its site. */
const canBeMarked = (report: PageReport): boolean => report.state !== 'left-alone' || report.why === 'not-prose' || report.why === 'framed';

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
