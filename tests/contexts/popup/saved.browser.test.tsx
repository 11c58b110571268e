/** Saved in the popup: Later, the archive and tags; what is archived leaves, the next row takes its place, and acts are undone in order. */
import '../../../src/contexts/popup/popup.css';
import { beforeEach, expect, test } from 'vitest';
import { page as screen, userEvent } from 'vitest/browser';
import { popupModel } from '../../../src/contexts/popup/model';
import { Popup } from '../../../src/contexts/popup/popup';
import type { EssayId } from '../../../src/core/essay';
import { fold } from '../../../src/core/library/fold';
import type { Act } from '../../../src/core/library/marks';
import { nextStamp, type Stamp } from '../../../src/core/library/stamp';
import { ok } from '../../../src/core/problem';
import { afterKey } from '../../ui/key-now';
import { expectNoViolations, mount } from '../../ui/mount';
import { entryOf, fakeNeeds, NOW } from './fakes';

const key = (keys: string) => userEvent.keyboard(keys);
const row = (title: string) => screen.getByRole('link', { name: title, exact: true });
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const focused = () => document.activeElement?.textContent;

beforeEach(async () => {
  await screen.viewport(384, 560);
});

async function open(count: number) {
  const told = { isSaved: true, isUnread: false, textLetters: 14_000, textPrint: 'p' };
  const entries = Array.from({ length: count }, (_, at) => entryOf(`e${at}`, { title: `Essay ${at}`, ...told }));
  let stamp: Stamp | undefined;
  const act = ({ essayId, act: done }: { essayId: EssayId; act: Act }) => {
    stamp = nextStamp(stamp, NOW, 'device');
    const at = stamp;
    const changed = (entry: (typeof entries)[number]) => ({ ...entry, marks: fold(entry, done, at) });
    fake.library.entries = fake.library.entries.map((entry) => (entry.essay.id === essayId ? changed(entry) : entry));
    return ok('done');
  };
  const fake = fakeNeeds(entries, { act });
  const model = popupModel(fake.needs);
  mount(<Popup model={model} />, 'popup');
  await model.start();
  model.show('saved');
  return { ...fake, model, act };
}

test('what is archived leaves Later, the next row takes the focus, and undoing brings both back, the last first', async () => {
  await open(4);
  await expect.element(row('Essay 1')).toBeVisible();
  await key('jj');
  expect(focused()).toBe('Essay 1');
  await key('e');
  await expect.poll(focused).toBe('Essay 2');
  await expect.element(button(/^Later 3/)).toBeVisible();
  await key('e');
  await expect.poll(focused).toBe('Essay 3');
  await expectNoViolations();
  await key('z');
  await expect.poll(focused).toBe('Essay 2');
  await key('z');
  await expect.poll(focused).toBe('Essay 1');
  await expect.element(button(/^Later 4/)).toBeVisible();
});

test('the parts are reached by [ and ], the archive is in months, and a tag is a part', async () => {
  const { act, model } = await open(3);
  act({ essayId: 'e0' as EssayId, act: { kind: 'archive' } }); // as: an id of this test
  await model.saved.load();
  await key('j');
  await key('t');
  await key('harbour{Enter}');
  await expect.element(button(/^harbour/)).toBeVisible();
  await key(']');
  await expect.element(screen.getByRole('heading', { name: 'March 2026' })).toBeVisible();
  await expectNoViolations();
  await key(']');
  await expect.element(button('harbour 1')).toBeVisible();
  await key('[['); // one press: so it is written
  await key('[[');
  await expect.element(button('Later 2')).toBeVisible();
});

test('a letter typed right after the key that opens the field for tags goes into it', async () => {
  await open(3);
  await expect.element(row('Essay 0')).toBeVisible();
  await key('j');
  expect(await afterKey('t', 'KeyT')).toBeInstanceOf(HTMLInputElement);
});

test('the foot says how much there is to read; how far one has read is lit, with what is left', async () => {
  const { act, model } = await open(2);
  act({ essayId: 'e0' as EssayId, act: { kind: 'progress', share: 0.4 } }); // as: an id of this test
  await model.saved.load();
  await expect.element(screen.getByText(/^2 to read/)).toBeVisible();
  await expect.element(button('Open the library')).toBeVisible();
  await expect.element(row('Essay 0')).toHaveAccessibleDescription(/10 min ·6 left/);
  await expectNoViolations();
});

test('all read, it says so and leads to the archive; nothing saved, it says what saving means', async () => {
  const { act, model } = await open(1);
  act({ essayId: 'e0' as EssayId, act: { kind: 'archive' } }); // as: an id of this test
  await model.saved.load();
  await expect.element(screen.getByText('All read. 1 in the archive.')).toBeVisible();
  await expectNoViolations();
  await screen.getByText('Archive', { exact: true }).last().click();
  await expect.element(row('Essay 0')).toBeVisible();
  await open(0);
  await expect.element(screen.getByText('Nothing saved yet')).toBeVisible();
});
