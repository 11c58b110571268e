/** The outbox and the settings, in a database of their own. */
import { beforeEach, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { newTicket } from '../../../src/core/ticket';
import { DESK_NAME, openDesk } from '../../../src/edge/store/desk';
import { freshDisk, NOW } from './library-fixture';

beforeEach(freshDisk);

const ticket = (turn: number) => newTicket(NOW, turn, 0.5);
const message = (name: string) => ({ name, ask: {} });

test('what was posted waits in the order in which it was given, whoever gave it, until it is forgotten', async () => {
  const [page, background] = [openDesk(), openDesk()];
  await page.post({ ticket: ticket(2), message: message('b') });
  await background.post({ ticket: ticket(1), message: message('a'), by: { who: 'page', tabId: 7, urls: [] } });
  expect(await background.waiting()).toEqual([
    { ticket: ticket(1), message: message('a'), by: { who: 'page', tabId: 7, urls: [] } },
    { ticket: ticket(2), message: message('b') },
  ]);
  await background.forget(ticket(1));
  expect((await page.waiting()).map(({ message: left }) => left)).toEqual([message('b')]);
});

test('settings begin as the defaults and are kept', async () => {
  const desk = openDesk();
  expect(await desk.loadSettings()).toEqual({ settings: DEFAULT_SETTINGS, isMovedIn: false });
  await desk.saveSettings({ ...DEFAULT_SETTINGS, badge: 'dot' });
  expect((await openDesk().loadSettings()).settings.badge).toBe('dot');
});

test('what stood elsewhere moves in once, and never over what stands here', async () => {
  const desk = openDesk();
  const commands = [{ ticket: ticket(1), message: message('a') }];
  await desk.moveIn({ settings: { badge: 'off', offHosts: ['*.a.example'] }, commands });
  const settings = { badge: 'off', offHosts: ['a.example'], readsInFull: true };
  expect(await desk.loadSettings()).toMatchObject({ settings, isMovedIn: true });
  await desk.forget(ticket(1));
  await desk.moveIn({ settings: { badge: 'dot' }, commands });
  expect((await desk.loadSettings()).settings.badge).toBe('off');
  expect(await desk.waiting()).toEqual([]);
});

test('a connection that a browser closed is opened again', async () => {
  const desk = openDesk();
  await desk.saveSettings({ ...DEFAULT_SETTINGS, badge: 'off' });
  await new Promise<void>((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase(DESK_NAME); // the open connection makes way
    deleting.onsuccess = () => resolve();
    deleting.onerror = () => reject(deleting.error);
  });
  expect(await desk.loadSettings()).toEqual({ settings: DEFAULT_SETTINGS, isMovedIn: false });
});
