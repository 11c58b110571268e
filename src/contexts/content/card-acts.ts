/** What a reader does in the card, done for the mark that it shows. Every act is a message; only the background writes. */
import type { EssayId } from '../../core/essay';
import { failed, ok, type Result } from '../../core/problem';
import type { Related, RelatedEssay } from '../../core/related/answer';
import type { CardAct, CardContent } from '../../core/related/card';
import type { Send } from '../../messages/contract';
import type { Mark } from './marks';

type CardActs = {
  readonly renew: (related: Related) => void; // another answer for the same page
  readonly contentOf: (mark: Mark, position: number, total: number, isDark: boolean) => CardContent | undefined;
  readonly perform: (mark: Mark, act: CardAct) => Promise<Result<'done'>>;
};

type ActNeeds = {
  readonly send: Send;
  readonly related: Related;
  readonly page: string; // canonical address, for "not related"
  readonly setRefused: (essay: EssayId, isRefused: boolean) => void;
  readonly setHidden: (areHidden: boolean) => void; // every mark of this page
  readonly leaveSite: () => void;
};

export function cardActs({ send, related, page, setRefused, setHidden, leaveSite }: ActNeeds): CardActs {
  const essays = new Map<EssayId, RelatedEssay>();
  const saved = new Set<EssayId>();
  let { language, likeness } = related;

  function renew(to: Related): void {
    ({ language, likeness } = to);
    for (const essay of to.essays) {
      if (!essays.has(essay.id) && essay.isSaved) saved.add(essay.id);
      essays.set(essay.id, essay);
    }
  }
  renew(related);

  async function attempt(asked: Promise<Result<unknown>>, then: () => void = () => {}): Promise<Result<'done'>> {
    const reply = await asked;
    if (!reply.ok) return reply;
    then();
    return ok('done');
  }

  return {
    renew,
    contentOf({ passage, words }, position, total, isDark) {
      const essay = essays.get(passage.essayId);
      if (essay === undefined) return undefined;
      const shown = { ...essay, isSaved: saved.has(essay.id) };
      const about = { position, total, host: location.hostname, isDark, ...(language !== undefined && { language }) };
      return { essay: shown, passage: { ...passage, here: words }, ...about };
    },
    perform({ passage: { essayId, there } }, act) {
      if (!essays.has(essayId)) return Promise.resolve(failed({ kind: 'essay-unknown' }));
      const tell = (kind: 'save' | 'unsave' | 'silence' | 'unsilence') => send('act', { essayId, act: { kind }, from: 'page' });
      const judge = (kind: 'refuse' | 'unrefuse') =>
        send('act', { essayId, act: { kind, page, ...(likeness !== undefined && { like: likeness }) }, from: 'page' });
      switch (act) {
        case 'open':
        case 'open-beside':
          return attempt(send('openEssay', { essayId, from: 'page', beside: act === 'open-beside', at: there }));
        case 'save':
          return attempt(tell('save'), () => saved.add(essayId));
        case 'unsave':
          return attempt(tell('unsave'), () => saved.delete(essayId));
        case 'refuse':
          return attempt(judge('refuse'), () => setRefused(essayId, true));
        case 'unrefuse':
          return attempt(judge('unrefuse'), () => setRefused(essayId, false));
        case 'silence':
        case 'unsilence':
          return attempt(tell(act), () => setRefused(essayId, act === 'silence'));
        case 'less':
        case 'unless':
          return attempt(send('lessFrom', { essayId, on: act === 'less' }));
        case 'pause':
        case 'resume':
          return attempt(send('pauseMarks', { on: act === 'pause' }), () => setHidden(act === 'pause'));
        case 'nowhere':
          return attempt(send('marksNowhere', {}), leaveSite);
        case 'leave-site':
          return attempt(send('setSite', { host: location.hostname, off: true }), leaveSite);
      }
    },
  };
}
