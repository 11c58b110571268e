/** The options page without its view. Settings and permissions change through messages; the library is only read, copied out, or given up. */
import { computed, signal } from '@preact/signals';
import type { Problem, Result } from '../../core/problem';
import { DEFAULT_SETTINGS } from '../../core/settings';
import { type Counts, counted } from '../../ui/counted';
import { groupBySite } from '../../ui/origin-words';
import { hostOf } from './host-of';
import type { Needs } from './needs';
import { reportText } from './report';

/** What has to be typed before the library is deleted. */
export const RESET_WORDS = 'delete my library';

export type OptionsModel = ReturnType<typeof optionsModel>;

export function optionsModel(needs: Needs) {
  const settings = signal(DEFAULT_SETTINGS);
  const origins = signal<readonly string[]>([]);
  const counts = signal<Counts | undefined>(undefined);
  const problems = signal<readonly Problem[]>([]);
  const broken = signal<Problem | undefined>(undefined); // why the library does not open
  const isReady = signal(false);
  const isBusy = signal(false); // copying or deleting everything takes a moment
  const said = signal<string | undefined>(undefined);
  const trouble = signal<Problem | undefined>(undefined);
  const sites = computed(() => groupBySite(origins.value));

  async function start(): Promise<void> {
    needs.onSettings((changed) => {
      settings.value = changed;
    });
    needs.onOrigins(() => void readOrigins());
    const [loaded] = await Promise.all([needs.loadSettings(), readOrigins(), readLibrary()]);
    settings.value = loaded;
    isReady.value = true;
  }

  async function readOrigins(): Promise<void> {
    origins.value = await needs.grantedOrigins();
  }

  async function readLibrary(): Promise<void> {
    const awake = await needs.send('wake', {});
    counts.value = await needs.counts().catch(() => undefined);
    problems.value = await needs.problems().catch(() => []);
    broken.value = awake.ok ? undefined : awake.problem;
  }

  /** Does one thing, then says in words that it is done, or why not. */
  async function change(words: string, run: () => Promise<Result<unknown>>): Promise<boolean> {
    const reply = await run();
    said.value = reply.ok ? words : undefined;
    trouble.value = reply.ok ? undefined : reply.problem;
    return reply.ok;
  }

  function showNumber(isShown: boolean): Promise<boolean> {
    const words = isShown ? 'The icon shows how many essays are new.' : 'The icon shows no number.';
    return change(words, () => needs.send('changeSettings', { change: { badge: isShown ? 'number' : 'off' } }));
  }

  async function takeBack(site: string): Promise<void> {
    const patterns = sites.peek().get(site) ?? [];
    await change(`Taken back: ${site}.`, () => needs.send('takeBack', { origins: patterns }));
    await readOrigins();
  }

  /** False where what was typed is no site. */
  async function turnOff(typed: string): Promise<boolean> {
    const host = hostOf(typed);
    return host !== undefined && change(`Sidelight is off on ${host}.`, () => needs.send('setSite', { host, off: true }));
  }

  function turnOn(host: string): Promise<boolean> {
    return change(`${host} is no longer on the list.`, () => needs.send('setSite', { host, off: false }));
  }

  /** One thing at a time; what throws is a mistake of ours, said like any other problem. */
  async function busily(run: () => Promise<void>): Promise<void> {
    if (isBusy.peek()) return;
    isBusy.value = true;
    trouble.value = undefined;
    await run().catch((error: unknown) => {
      said.value = undefined;
      trouble.value = { kind: 'library-unopened', detail: String(error) };
    });
    isBusy.value = false;
  }

  function exportEverything(): Promise<void> {
    return busily(async () => {
      const dump = await needs.dump();
      if (dump === undefined) {
        said.value = 'There is no library to export yet.';
        return;
      }
      const day = new Date(needs.now()).toISOString().slice(0, 10);
      needs.download(`sidelight-${day}.json`, JSON.stringify(dump));
      said.value = 'Exported. The file is among your downloads.';
    });
  }

  /** Deletes only after the exact words, then lets the background begin a new library and forget the old one's loss. */
  async function reset(typed: string): Promise<void> {
    if (typed !== RESET_WORDS) return;
    await busily(async () => {
      await needs.reset();
      await readLibrary();
      if (broken.peek() === undefined) await needs.send('acknowledge', {});
      problems.value = await needs.problems();
      said.value = `A new library was begun, with ${counted(counts.peek()?.essays ?? 0, 'essay')}.`;
    });
  }

  const report = computed(() =>
    reportText({
      ...needs.about,
      counts: counts.value,
      grantedSites: sites.value.size,
      offSites: settings.value.offHosts.length,
      problems: broken.value ? [broken.value, ...problems.value.filter(({ kind }) => kind !== broken.value?.kind)] : problems.value,
    }),
  );

  async function copyReport(): Promise<void> {
    const isCopied = await needs.copy(report.peek()).then(
      () => true,
      () => false, // the browser may keep the clipboard to itself; the text can still be selected
    );
    said.value = isCopied ? 'Copied. Nothing was sent.' : 'The browser did not allow copying. Select the text instead.';
  }

  return {
    ...{ settings, sites, counts, broken, isReady, isBusy, said, trouble, report },
    ...{ start, showNumber, takeBack, turnOff, turnOn, exportEverything, reset, copyReport },
  };
}
