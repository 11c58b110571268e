/** What the panel knows of the page beside it: what is related, to the selection too, and where its links lead. Follows the page; starts nothing unasked. */
import { computed, signal } from '@preact/signals';
import type { EssayId } from '../../core/essay';
import type { Problem, Result } from '../../core/problem';
import type { PageReport, Passage, Related, RelatedEssay } from '../../core/related/answer';
import type { KnownLink, PageNews, Refusal } from '../../messages/contract';
import type { Shown } from '../../ui/entry-row';
import { sentenceFor } from '../../ui/sentence';
import { say } from '../../ui/words';
import type { Needs, OpenPage } from './needs';

type Refused = 'refuse' | 'silence' | 'less';
export type PanelModel = ReturnType<typeof panelModel>;

export function panelModel(needs: Needs) {
  const page = signal<OpenPage | undefined>(undefined);
  const report = signal<PageReport | undefined>(undefined);
  const problem = signal<Problem | undefined>(undefined);
  const isAsking = signal(false);
  const isMoreAsked = signal<boolean | undefined>(undefined);
  const selection = signal<Related | undefined>(undefined); // undefined: nothing is selected
  const links = signal<readonly KnownLink[]>([]);
  const present = signal<Passage | undefined>(undefined);
  const said = signal('');
  const done = signal<ReadonlyMap<EssayId, Partial<Shown>>>(new Map()); // here, since the page was related
  const refused = signal<ReadonlyMap<EssayId, Refused>>(new Map()); // beside this page, since it was related
  const areAllMarked = computed(() => {
    const known = report.value;
    return isMoreAsked.value ?? (known?.state === 'related' && known.marked > known.related.passages.length);
  });

  /** What is asked about a page that is gone from the front meanwhile is thrown away. */
  async function ofPage<T>(here: OpenPage, asked: Promise<Result<T>>, take: (value: T) => void): Promise<void> {
    const reply = await asked;
    if (page.peek()?.id !== here.id) return;
    if (reply.ok) take(reply.value);
  }

  async function follow(hasLoaded: boolean): Promise<void> {
    const next = await needs.openPage().catch(() => undefined); // a window without tabs
    const before = page.peek();
    if (next !== undefined && next.id === before?.id && !hasLoaded) return; // a tab of another window
    if (before !== undefined && before.id !== next?.id) void needs.send('watchTab', { tabId: before.id, on: false });
    page.value = next;
    [present.value, isMoreAsked.value, said.value, selection.value, links.value] = [undefined, undefined, '', undefined, []];
    done.value = new Map();
    refused.value = new Map();
    report.value = undefined;
    if (next !== undefined) await readAll(next);
    else report.value = { state: 'left-alone', why: 'restricted' };
  }

  async function readAll(here: OpenPage): Promise<void> {
    void needs.send('watchTab', { tabId: here.id, on: true });
    await readMarks(here);
    await Promise.all([readSelection(here), readLinks(here)]);
  }

  const readMarks = (here: OpenPage): Promise<void> =>
    ofPage(here, needs.send('reportTab', { tabId: here.id }), (now) => {
      report.value = now;
    });

  const readSelection = (here: OpenPage): Promise<void> =>
    ofPage(here, needs.send('relateSelection', { tabId: here.id }), (now) => {
      selection.value = now === 'nothing' ? undefined : now;
    });

  const readLinks = (here: OpenPage): Promise<void> =>
    ofPage(here, needs.send('linksOfTab', { tabId: here.id }), (now) => {
      links.value = now.toSorted((a, b) => Number(waits(b)) - Number(waits(a)));
    });

  /** A person's click. */
  async function ask(): Promise<void> {
    const here = page.peek();
    if (here === undefined || isAsking.peek()) return;
    isAsking.value = true;
    const reply = await needs.send('relateTab', { tabId: here.id });
    isAsking.value = false;
    if (page.peek()?.id !== here.id) return;
    problem.value = reply.ok ? undefined : reply.problem;
    if (!reply.ok) return;
    report.value = reply.value;
    await readAll(here);
  }

  async function heard(tabId: number, what: PageNews): Promise<void> {
    const here = page.peek();
    if (here?.id !== tabId) return;
    if (what === 'selection') await readSelection(here);
    else await Promise.all([readMarks(here), readLinks(here)]);
  }

  async function showMore(areMore: boolean): Promise<void> {
    const here = page.peek();
    if (here === undefined) return;
    await ofPage(here, needs.send('showMore', { tabId: here.id, areMore }), (now) => {
      report.value = now;
      isMoreAsked.value = areMore;
    });
  }

  async function goTo(passage: Passage): Promise<void> {
    const here = page.peek();
    if (here === undefined) return;
    const place = { essayId: passage.essayId, start: passage.span[0], hasCard: false };
    const reply = await needs.send('goToMatch', { tabId: here.id, ...place });
    const isThere = reply.ok && reply.value === 'done';
    present.value = isThere ? passage : undefined;
    said.value = isThere ? '' : say('cannotBeSeen');
  }

  /** On from the one that is shown, and round. */
  async function step(by: 1 | -1): Promise<void> {
    const known = report.peek();
    if (known?.state !== 'related') return;
    const { passages, more } = known.related;
    const all = [...passages, ...(areAllMarked.peek() ? more : [])].toSorted((a, b) => a.span[0] - b.span[0]);
    const now = present.peek();
    const at = now === undefined ? -1 : all.indexOf(now);
    const next = all[(at === -1 ? (by === 1 ? 0 : all.length - 1) : at + by + all.length) % all.length];
    if (next !== undefined) await goTo(next);
  }

  function note(id: EssayId, change: Partial<Shown>): void {
    done.value = new Map(done.peek()).set(id, { ...done.peek().get(id), ...change });
  }

  async function open(essayId: EssayId, beside: boolean, passage?: Passage): Promise<void> {
    const at = passage === undefined ? {} : { at: passage.there };
    const reply = await needs.send('openEssay', { essayId, from: 'panel', beside, ...at });
    if (reply.ok) note(essayId, { isUnread: false });
    said.value = reply.ok ? '' : sentenceFor(reply.problem);
  }

  async function toggleSaved(essay: RelatedEssay): Promise<void> {
    const { isSaved } = shownOf(essay);
    note(essay.id, { isSaved: !isSaved });
    const reply = await needs.send('act', { essayId: essay.id, act: { kind: isSaved ? 'unsave' : 'save' }, from: 'panel' });
    if (!reply.ok) note(essay.id, { isSaved });
    said.value = reply.ok ? say(isSaved ? 'saidUnsaved' : 'saidSaved') : sentenceFor(reply.problem);
  }

  /** Done by the page itself, which takes the marks off: only it knows what it is. */
  async function refuse(essayId: EssayId, act: Refusal): Promise<void> {
    const here = page.peek();
    if (here === undefined) return;
    const reply = await needs.send('refuseBeside', { tabId: here.id, essayId, act });
    if (page.peek()?.id !== here.id) return;
    said.value = reply.ok ? '' : sentenceFor(reply.problem);
    if (!reply.ok) return;
    const next = new Map(refused.peek());
    if (act === 'refuse' || act === 'silence' || act === 'less') next.set(essayId, act);
    else next.delete(essayId);
    refused.value = next;
  }

  const shownOf = ({ id, isSaved, isRead }: RelatedEssay): Shown => ({ isSaved, isUnread: !isRead, ...done.value.get(id) });

  return {
    ...{ page, report, problem, isAsking, areAllMarked, selection, links, present, said, refused },
    ...{ ask, showMore, goTo, step, open, toggleSaved, refuse, shownOf },
    now: needs.now,
    start(): Promise<void> {
      needs.onOtherPage((hasLoaded) => void follow(hasLoaded));
      needs.onNews((tabId, what) => void heard(tabId, what));
      needs.onLeave(() => {
        const here = page.peek();
        if (here !== undefined) void needs.send('watchTab', { tabId: here.id, on: false });
      });
      return follow(true);
    },
  };
}

const waits = ({ isSaved, isRead }: KnownLink): boolean => isSaved && !isRead;
