/** The reader's ways to say no to marks, wider than one page: less of a source, not for an hour, nowhere. And what is learnt, slowly, of a source. */
import type { EssayId } from '../../core/essay';
import type { Act, Place } from '../../core/library/marks';
import { failed, ok } from '../../core/problem';
import { learn } from '../../core/related/leaning';
import { changeSource } from '../../edge/store/follow';
import type { Library } from '../../edge/store/library';
import { entriesOf } from '../../edge/store/lists';
import type { HandlersOf, ToBackground } from '../../messages/contract';
import type { House } from './house';
import { type Occasion, writing } from './occasion';

const HOUR_MS = 60 * 60_000;

type Names = 'lessFrom' | 'pauseMarks' | 'marksNowhere';

export function refusingHandlers({ outside, home, settings, sites }: House): HandlersOf<Pick<ToBackground, Names>, Occasion> {
  return {
    lessFrom: ({ essayId, on }, occasion) =>
      home.withLibrary(async (library) => {
        const { entries } = await entriesOf(library, [essayId]);
        const sourceId = entries[0]?.essay.sourceId;
        if (sourceId === undefined) return failed({ kind: 'essay-unknown' });
        const done = await changeSource(writing(library, occasion), sourceId, { lessShown: on }, occasion.now);
        return done.ok ? ok('done') : done;
      }),
    pauseMarks: async ({ on }, { by }) => {
      const pausedUntil = on ? outside.clock.now() + HOUR_MS : 0;
      await settings.change((before) => ({ ...before, pausedUntil }));
      await outside.alarms.setAlarm('marks', on ? pausedUntil : undefined);
      await (on ? sites.leaveAll(by.tabId) : sites.enterGranted());
      return ok('done');
    },
    marksNowhere: async () => {
      await settings.change((before) => ({ ...before, areMarksOff: true }));
      await sites.leaveAll();
      return ok('done');
    },
  };
}

/** Once the hour is over, open pages get their marks back by themselves. Asked by the alarm, and by whatever wakes the background: an alarm may be lost. */
export async function resumeWhenDue({ outside: { alarms, clock }, settings, sites }: House): Promise<void> {
  const { pausedUntil } = await settings.load();
  if (pausedUntil === 0) return;
  if (pausedUntil > clock.now()) return alarms.setAlarm('marks', pausedUntil);
  await settings.change((before) => (before.pausedUntil === pausedUntil ? { ...before, pausedUntil: 0 } : before));
  await sites.enterGranted();
}

/** Beside a page alone: what is opened from a list says nothing of marks. */
export async function learnFrom(
  { settings }: Pick<House, 'settings'>,
  library: Library,
  { essayId, kind, from }: { readonly essayId: EssayId; readonly kind: Act['kind']; readonly from: Place },
): Promise<void> {
  const what = kind === 'refuse' ? 'refused' : kind === 'unrefuse' ? 'taken-back' : kind === 'open' ? 'opened' : undefined;
  if (what === undefined || (from !== 'page' && from !== 'panel')) return;
  const { entries } = await entriesOf(library, [essayId]);
  const source = entries[0]?.essay.sourceId;
  if (source !== undefined) await settings.change((before) => ({ ...before, leanings: learn(before.leanings, source, what) }));
}
