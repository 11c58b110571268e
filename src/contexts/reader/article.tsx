/** The article: a saved copy, cleaned again, or a plain text as paragraphs; where one is in it, and what is painted on it. */
import { effect } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Quote } from '../../core/highlight/quote';
import { paragraphsOf } from '../../core/library/changed-paragraphs';
import { INKS } from '../../core/library/highlight';
import { cleanCopy } from '../../edge/dom/clean';
import { type ArticleText, articleText } from './article-text';
import { dress, headingsIn } from './dress';
import { rangeOfQuote } from './found';
import type { ReaderModel } from './model';
import type { Body, Whole } from './needs';
import { NoteCard } from './note-card';
import { paint } from './painted';
import { placePictures } from './pictures';
import { goTo, placeIn, shareRead } from './place';

const RESTED_MS = 600; // after which a place counts as one where somebody reads

type ArticleProps = { readonly model: ReaderModel; readonly whole: Whole };

export function Article({ model, whole: { body } }: ArticleProps) {
  const host = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (host.current === null) return;
    return show(host.current, model, body);
  }, [model, body]);
  const language = (body.kind === 'copy' ? body.copy.language : undefined) ?? model.entry.value?.essay.language;
  return (
    <>
      <article class="text" ref={host} dir={body.kind === 'copy' ? body.copy.direction : 'auto'} lang={language} />
      <NoteCard article={host} />
    </>
  );
}

/** Gives back the way to take it all down: what is painted, the pictures' addresses, the listeners. */
function show(host: HTMLElement, model: ReaderModel, body: Body): () => void {
  const title = model.entry.peek()?.essay.title ?? '';
  host.replaceChildren(...nodesOf(body));
  const ends: (() => void)[] = [];
  let isGone = false;
  let leavePictures = (): void => {};
  if (body.kind === 'copy') {
    void placePictures(host, body.copy, model.pictures).then(({ leave }) => {
      leavePictures = leave;
      if (isGone) leave();
      else dressUp();
    });
  } else dressUp();

  function dressUp(): void {
    const enlarge = ({ src, alt }: HTMLImageElement, words: string): void => {
      model.picture.value = { address: src, alt, words };
    };
    dress(host, title, { copy: model.copy, enlarge });
    const text = articleText(host);
    const opening = model.showed({ root: host, text, headings: headingsIn(host) });
    openAt(host, text, opening);
    performance.mark('article-shown'); // for the benchmark, which holds this to 150 ms
    follow(text);
  }

  function follow(text: ArticleText): void {
    let rested: ReturnType<typeof setTimeout> | undefined;
    let hasMoved = false;
    const start = window.scrollY;
    const keep = (): void => {
      clearTimeout(rested);
      if (hasMoved && !isGone) void model.keepPlace(placeIn(host, text));
    };
    const scrolled = (): void => {
      if (!hasMoved && Math.abs(window.scrollY - start) < 4) return; // the way to where it was opened
      hasMoved = true;
      model.share.value = shareRead(host);
      clearTimeout(rested);
      rested = setTimeout(keep, RESTED_MS);
    };
    window.addEventListener('scroll', scrolled, { passive: true });
    window.addEventListener('pagehide', keep);
    document.addEventListener('visibilitychange', keep);
    ends.push(
      () => {
        keep();
        window.removeEventListener('scroll', scrolled);
        window.removeEventListener('pagehide', keep);
        document.removeEventListener('visibilitychange', keep);
      },
      effect(() =>
        paint('related', model.look.value.hasMarks ? model.related.marks.value.flatMap((span) => text.rangeOf(span) ?? []) : []),
      ),
    );
    ends.push(
      effect(() => {
        const placed = model.own.placed.value;
        for (const ink of INKS)
          paint(
            `ink-${ink}`,
            placed.flatMap(({ highlight, range }) => (range !== undefined && highlight.ink[0] === ink ? [range] : [])),
          );
      }),
    );
    requestIdleCallback(() => !isGone && void model.related.ask(text), { timeout: 500 });
  }

  return () => {
    for (const end of ends) end();
    isGone = true;
    leavePictures();
    paint('related', []);
    paint('here', []);
    for (const ink of INKS) paint(`ink-${ink}`, []);
    host.replaceChildren();
  };
}

function nodesOf(body: Body): readonly Node[] {
  if (body.kind === 'copy') return [...cleanCopy(body.html).childNodes].map((node) => document.importNode(node, true));
  const text = body.kind === 'text' ? body.text : body.summary;
  return paragraphsOf(text).map((words) => {
    const paragraph = document.createElement('p');
    paragraph.dir = 'auto';
    paragraph.textContent = words;
    return paragraph;
  });
}

type Opening = { readonly at?: Quote; readonly place?: Quote; readonly share: number };

/** At the words one was led to, or where one was; else where it begins. Words that are not there lead nowhere, and say nothing false. */
function openAt(host: HTMLElement, text: ArticleText, { at, place, share }: Opening): void {
  const led = at && rangeOfQuote(text, at);
  if (led) {
    paint('here', [led]);
    goTo(led, 'middle');
    return;
  }
  const was = place && rangeOfQuote(text, place);
  if (was) {
    goTo(was, 'top');
    return;
  }
  const { top, height } = host.getBoundingClientRect();
  const way = share * (height - window.innerHeight);
  window.scrollTo({ top: share > 0 && way > 0 ? window.scrollY + top + way : 0, behavior: 'instant' });
}
