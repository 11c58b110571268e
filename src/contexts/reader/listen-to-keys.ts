/** Runs the reader page without a pointer: turns commands into acts and moves the window. */
import { type Command, commandFor } from './keys';
import type { ReaderModel } from './model';
import { paint } from './painted';
import { goTo, paragraphFrom } from './place';

/** Gives back the way to stop listening. */
export function listenToKeys(model: ReaderModel): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return; // an open dialog has its own keys
    const command = commandFor(event, isField(event.target));
    if (command === undefined) {
      if (event.key === 'Escape' && isField(event.target)) model.back();
      return;
    }
    event.preventDefault();
    RUN[command](model);
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}

const RUN: Readonly<Record<Command, (model: ReaderModel) => unknown>> = {
  'next-paragraph': (model) => toParagraph(model, 1),
  'previous-paragraph': (model) => toParagraph(model, -1),
  'next-mark': (model) => (model.own.chosen.peek() === undefined ? toMark(model, 1) : model.noteSelected()),
  'previous-mark': (model) => toMark(model, -1),
  highlight: ({ own }) => own.highlight(),
  highlights: ({ toggle }) => toggle('highlights'),
  marks: ({ look, setLook }) => setLook({ ...look.peek(), hasMarks: !look.peek().hasMarks }),
  larger: ({ step }) => step('size', 1),
  smaller: ({ step }) => step('size', -1),
  archive: ({ archive }) => archive(),
  save: ({ toggleSaved }) => toggleSaved(),
  web: ({ openOnWeb }) => openOnWeb(),
  tags: ({ toggle }) => toggle('tags'),
  contents: ({ toggle, shown }) => (shown.peek()?.headings.length ?? 0) > 0 && toggle('contents'),
  look: ({ toggle }) => toggle('look'),
  back: ({ back }) => back(),
  help: ({ toggle }) => toggle('help'),
};

function toParagraph({ shown }: ReaderModel, by: 1 | -1): void {
  const text = shown.peek()?.text;
  const element = text && paragraphFrom(text, by);
  if (element) goTo(element, 'top');
}

/** From the middle of the window, for that is where the last one was brought. */
function toMark({ shown, related, look, setLook }: ReaderModel, by: 1 | -1): void {
  const text = shown.peek()?.text;
  const ranges = related.marks.peek().flatMap((span) => text?.rangeOf(span) ?? []);
  if (ranges.length === 0) return;
  const painted = [...(CSS.highlights.get('sidelight-here') ?? [])][0];
  const at = ranges.findIndex((range) => painted instanceof Range && range.compareBoundaryPoints(Range.START_TO_START, painted) === 0);
  const range = at === -1 ? nearest(ranges, by) : ranges[(at + by + ranges.length) % ranges.length];
  if (range === undefined) return;
  if (!look.peek().hasMarks) setLook({ ...look.peek(), hasMarks: true });
  paint('here', [range]);
  goTo(range, 'middle');
}

function nearest(ranges: readonly Range[], by: 1 | -1): Range | undefined {
  const below = ranges.findIndex((range) => range.getBoundingClientRect().top > 64);
  return by === 1 ? ranges[Math.max(0, below)] : (ranges[below - 1] ?? ranges.at(-1));
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text');
}
