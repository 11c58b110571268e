/** Options in a language that nobody speaks: every word comes from `_locales`, and longer words, from right to left, still fit. */
import { NAMES } from '../../../src/core/save-to/services';
import { WRITERS } from '../../../src/core/transfer/formats/format';
import { fakeBring, importRow, LOOKED_AT } from './fake-bring';
import '../../../src/contexts/options/options.css';
import { afterAll, expect, test } from 'vitest';
import { page as screen } from 'vitest/browser';
import { type OptionsModel, optionsModel } from '../../../src/contexts/options/model';
import { Options } from '../../../src/contexts/options/options';
import { failed, ok, type Problem } from '../../../src/core/problem';
import { expectNoViolations, mount } from '../../ui/mount';
import { FOUND, followedOf } from '../../ui/sources';
import { misfits, ownWords, speakEnglish, speakStrangely } from '../../ui/strange';
import { BROKEN, fakeOptions } from './fakes';

type Fake = ReturnType<typeof fakeOptions>;
type Surface = readonly [name: string, open: () => Promise<unknown>];

const MINUTE = 60_000;
const question = { kind: 'takeover', askedAt: 0, title: 'Casino', strangers: 100, newest: [] } as const;
const SOURCES = [
  followedOf('a', { title: 'An engineer’s notebook', unread: 3, wishes: { folder: 'Work', intervalMs: 45 * MINUTE } }),
  followedOf('b', { title: 'Field notes', health: { condition: 'failing', failures: 2, problem: { kind: 'unreachable' } } }),
  followedOf('c', { title: 'The long view', kind: 'listing', health: { condition: 'not-allowed' } }),
  followedOf('d', { title: 'Queries', wishes: { isMuted: true, inBadge: false }, health: { condition: 'asleep', failures: 14 } }),
  followedOf('e', { title: 'Small teams', health: { condition: 'question', question } }),
  followedOf('f', { title: 'Gone', health: { condition: 'gone', movedTo: 'https://new.example/' } }),
  followedOf('g', { title: 'Shut', health: { condition: 'not-allowed' } }),
];
const OPML = `<opml><body><outline text="Work"><outline text="Blog" xmlUrl="https://b.example/feed"/></outline>
  <outline text="Router" xmlUrl="http://192.168.1.1/log.xml"/><outline text="Notebook" xmlUrl="https://a.example/feed.xml"/><outline text="No"/></body></opml>`;

async function open(fake: Fake, then: (model: OptionsModel, fake: Fake) => unknown = () => {}): Promise<unknown> {
  fake.world.sources = SOURCES;
  fake.world.origins = ['https://a.example/*', 'http://*/*', 'https://*/*'];
  fake.world.settings = {
    ...fake.world.settings,
    muteWords: ['politics'],
    markOrigins: ['https://a.example/*'],
    offHosts: ['bank.example'],
  };
  const model = optionsModel(fake.needs);
  speakStrangely();
  mount(<Options model={model} />, 'options');
  await model.start();
  await then(model, fake);
  await new Promise(requestAnimationFrame);
  return [SOURCES, fake.world, model.report.peek(), FOUND, OPML, BROKEN, NAMES, WRITERS, LOOKED_AT, importRow()];
}

const sources = (then: (model: OptionsModel['sources'], fake: Fake) => unknown = () => {}, fake = fakeOptions()): Promise<unknown> =>
  open(fake, (model) => {
    model.view.value = 'sources';
    return then(model.sources, fake);
  });
const broken = (problem: Problem): Surface => [
  `the library does not open: ${problem.kind}`,
  () => open(fakeOptions({ wake: () => failed(problem) })),
];

const SURFACES: readonly Surface[] = [
  ['Settings', () => open(fakeOptions())],
  ['Settings, a word was muted', () => open(fakeOptions(), (model) => model.mute('weather'))],
  [
    'Settings, an act that failed',
    () => open(fakeOptions({ setSite: () => failed({ kind: 'disk-full' }) }), (model) => model.turnOff('x.example')),
  ],
  [
    'Settings, a file was looked at',
    () => open(fakeOptions(), (model) => model.bring.look([{ name: 'pocket.zip', blob: new Blob(['x']) }])),
  ],
  [
    'Settings, imports',
    () => open(fakeOptions({}, { bring: fakeBring({ imports: async () => [importRow(), importRow({ id: 2, state: 'undone' })] }) })),
  ],
  [
    'Settings, another reader is connected',
    () =>
      open(
        fakeOptions(
          {},
          {
            sendTo: {
              facts: async () => ({
                ...{
                  account: { service: 'wallabag', address: 'https://a.example' },
                  sent: 12,
                  waiting: 3,
                  why: 'login',
                  nextAt: Date.now(),
                },
              }),
            },
          },
        ),
      ),
  ],
  broken(BROKEN),
  broken({ kind: 'library-newer' }),
  ['Sources', () => sources()],
  [
    'Sources, nothing followed',
    () =>
      sources(async (model, { world }) => {
        world.sources = [];
        await model.start();
      }),
  ],
  ['Sources, one is open', () => sources((model) => model.toggle(SOURCES[0]?.source.id as never))], // as: the first there is
  ['Sources, one that was unfollowed', () => sources((model) => model.unfollow(SOURCES[1] as never))], // as: the second there is
  [
    'Sources, one was unfollowed earlier',
    () =>
      sources(async (model, { world }) => {
        world.former = SOURCES.slice(0, 1).map(({ source }) => source);
        await model.start();
      }),
  ],
  ['Sources, searched', () => sources((model) => model.search('notebook'))],
  ['Sources, found', () => sources((model) => model.finding.lookAt('blog.example'))],
  [
    'Sources, no address',
    () =>
      sources(
        (model) => model.finding.lookAt('blog.example'),
        fakeOptions({ findAt: () => ok({ kind: 'none', problem: { kind: 'no-address' } }) }),
      ),
  ],
  ['import', () => sources((model) => model.bringing.open())],
  ['import of what is no list', () => sources((model) => model.bringing.preview('hello'))],
  ['import, shown', () => sources((model) => model.bringing.preview(OPML))],
  [
    'import, on its way',
    () =>
      sources(async (model) => {
        await model.bringing.preview(OPML);
        await model.bringing.follow([]);
      }),
  ],
  [
    'import, refused and reported',
    () =>
      sources(async (model, { world, tell, needs }) => {
        world.isGranting = false;
        await model.bringing.preview(OPML);
        await model.bringing.follow(['https://b.example/*']);
        await tell({ done: 1, total: 1, startedAt: needs.now(), isRunning: false });
      }),
  ],
];

afterAll(speakEnglish);

test.each(
  SURFACES.flatMap(
    ([name, show]) =>
      [
        [name, 800, show],
        [name, 400, show],
      ] as const,
  ),
)('%s, %i wide', async (_name, width, show) => {
  await screen.viewport(width, 900);
  const data = await show();
  expect(ownWords(document.body, data)).toEqual([]);
  expect(misfits(document.body)).toEqual([]);
});

test('it can be used', async () => {
  await screen.viewport(800, 900);
  await sources((model) => model.toggle(SOURCES[0]?.source.id as never)); // as: the first there is
  await expectNoViolations();
  expect(getComputedStyle(document.body).direction).toBe('rtl');
});
