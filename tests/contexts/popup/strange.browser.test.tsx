/** The popup in a language that nobody speaks: every word comes from `_locales`, and longer words, from right to left, still fit. */
import '../../../src/contexts/popup/popup.css';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { page as screen } from 'vitest/browser';
import { type PopupModel, popupModel } from '../../../src/contexts/popup/model';
import { Popup } from '../../../src/contexts/popup/popup';
import type { LeftAlone } from '../../../src/core/page';
import { failed, ok, type Problem } from '../../../src/core/problem';
import { expectNoViolations, mount } from '../../ui/mount';
import { followedOf, LISTING } from '../../ui/sources';
import { misfits, ownWords, speakEnglish, speakStrangely } from '../../ui/strange';
import { bundled, entryOf, fakeNeeds, page, REPORT } from './fakes';

type Given = Parameters<typeof fakeNeeds>;
type Surface = readonly [name: string, open: () => Promise<unknown>];

const question = { kind: 'takeover', askedAt: 0, title: 'Casino', strangers: 100, newest: [] } as const;
const SOURCES = [
  followedOf('a', { title: 'An engineer’s notebook', unread: 3, wishes: { folder: 'Work' } }),
  followedOf('b', { title: 'Field notes', health: { condition: 'question', question } }),
];
const PROBLEMS: readonly Problem[] = [
  { kind: 'rows-unreadable', count: 3 },
  { kind: 'library-lost', saved: 12, refollowed: 3, lastSeenAt: 0 },
  { kind: 'disk-full' },
];
const LEFT_ALONE: readonly LeftAlone[] = ['off', 'password', 'editor', 'not-prose', 'framed', 'private', 'restricted'];

async function open(given: Given, then: (model: PopupModel, fake: ReturnType<typeof fakeNeeds>) => unknown = () => {}): Promise<unknown> {
  const fake = fakeNeeds(...given);
  fake.library.sources = SOURCES;
  const model = popupModel(fake.needs);
  speakStrangely();
  mount(<Popup model={model} />, 'popup');
  await model.start();
  await then(model, fake);
  await new Promise(requestAnimationFrame);
  return [fake.library, page, REPORT, LISTING];
}

const saved = () => [entryOf('kept', { isSaved: true, title: 'Kept' }), ...bundled()];
const SURFACES: readonly Surface[] = [
  ['Latest', () => open([saved()])],
  ['Latest, nothing there', () => open([[]])],
  [
    'Latest, not to be read',
    () =>
      open([[]], (model, { library }) => {
        library.isThere = false;
        return model.lookAgain();
      }),
  ],
  ['marked as seen', () => open([saved()], (model) => model.markAllSeen())],
  ['Saved', () => open([saved()], (model) => model.show('saved'))],
  ['Saved, nothing there', () => open([[]], (model) => model.show('saved'))],
  ['a search', () => open([saved()], (model) => model.search.type('Data'))],
  ['a search for nothing', () => open([saved()], (model) => model.search.type('z'))],
  [
    'the keys',
    () =>
      open([saved()], (model) => {
        model.isHelpOpen.value = true;
      }),
  ],
  ['This page', () => open([saved()], (model) => model.show('page'))],
  ['This page, nothing related', () => open([saved(), { relateTab: () => ok({ state: 'silent' }) }], (model) => model.show('page'))],
  ['This page, not asked', () => open([saved(), { relateTab: () => ok({ state: 'not-asked' }) }], (model) => model.show('page'))],
  ['This page, failed', () => open([saved(), { relateTab: () => failed({ kind: 'page-gone' }) }], (model) => model.show('page'))],
  ...LEFT_ALONE.map(
    (why): Surface => [
      `This page, ${why}`,
      () => open([saved(), { relateTab: () => ok({ state: 'left-alone', why }) }], (model) => model.show('page')),
    ],
  ),
  [
    'marks refused',
    () =>
      open([saved(), {}, {}], async (model, { needs }) => {
        needs.permissions.request = async () => false;
        model.show('page');
        await model.here.alwaysHere();
      }),
  ],
  ['following', () => open([saved()], (model) => model.openFollow())],
  ['following a list', () => open([saved(), { findHere: () => ok(LISTING) }], (model) => model.openFollow())],
  [
    'following, nothing found',
    () => open([saved(), { findHere: () => ok({ kind: 'none', problem: { kind: 'unreachable' } }) }], (model) => model.openFollow()),
  ],
  [
    'following, a permission is missing',
    () =>
      open([saved(), { findHere: () => ok({ kind: 'needs-permission', origins: ['https://blog.example/*'] }) }], (model) =>
        model.openFollow(),
      ),
  ],
  ...PROBLEMS.map(
    (problem): Surface => [
      problem.kind,
      () =>
        open([saved()], (model) => {
          model.lasting.value = [problem];
        }),
    ],
  ),
  [
    'an act that failed',
    () =>
      open([saved(), { act: () => failed({ kind: 'disk-full' }) }], (model) =>
        model.toggleSaved(bundled()[0]?.essay.id as never, { isSaved: false, isUnread: true }),
      ),
  ], // as: the first there is
];

beforeEach(async () => {
  await screen.viewport(384, 560);
});
afterAll(speakEnglish);

test.each(SURFACES)('%s', async (_name, show) => {
  const data = await show();
  expect(ownWords(document.body, data)).toEqual([]);
  expect(misfits(document.body)).toEqual([]);
});

test('it can be used', async () => {
  await open([saved()], (model) => model.show('page'));
  await expectNoViolations();
  expect(getComputedStyle(document.body).direction).toBe('rtl');
});
