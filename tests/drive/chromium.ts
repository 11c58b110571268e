/** Chromium with Sidelight in it, over the DevTools protocol alone: pages, the real popup, the worker, permissions. */
import { CARD_PAGE } from '../../src/core/related/card';
import { CARD_FRAME } from './card-frame';
import { type Cdp, cdpOver, type Send, type Session } from './cdp';
import { listenForErrors } from './cdp-errors';
import { cdpCard, cdpPage, cdpScreen } from './cdp-screen';
import { flagsFor } from './chromium-flags';
import type { Driver, Look, Page, Screen, StartOptions } from './driver';
import { type Leashed, newProfile, onLeash, removeProfile } from './leash';
import { until } from './poll';
import { builtAt, programOf } from './under-test';

type Target = Awaited<ReturnType<typeof targetsOf>>[number];
type Running = { readonly browser: Leashed; readonly cdp: Cdp; readonly sessions: Map<string, Session>; readonly id: string };

const ANSWER_MS = 500;
const END_MS = 20_000; // to write down what it holds; after that it is ended
const LOADED_MS = 10_000; // a busy machine needs up to six seconds; only Google Chrome waits them all out

export async function startChromium(options: StartOptions = {}): Promise<Driver> {
  const program = programOf('chromium');
  const dist = builtAt('chromium', options.dist);
  const profile = options.profile ?? newProfile();
  const isOurs = options.profile === undefined;
  const errors: string[] = [];
  let look: Look = {};
  let now: Running | undefined;

  const running = (): Running => {
    if (now === undefined) throw new Error('the browser is not running');
    return now;
  };

  async function start(): Promise<void> {
    const given = [...flagsFor(options, profile), `--load-extension=${dist}`, 'about:blank'];
    const browser = onLeash(program, given, isOurs ? profile : '');
    const cdp = cdpOver(browser);
    const sessions = new Map<string, Session>();
    listenForErrors(cdp, errors);
    followTargets(cdp, sessions, (session) => applyLook(session, look));
    try {
      await cdp.session().send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
      now = { browser, cdp, sessions, id: await extensionId(cdp, dist) };
      await until('the worker of the extension', workerTarget);
    } catch (error) {
      await browser.end();
      throw error;
    }
  }

  async function close(): Promise<void> {
    const { browser, cdp } = running();
    now = undefined;
    await cdp
      .session()
      .send('Browser.close')
      .catch(() => {}); // it may end before it answers
    await Promise.race([browser.gone, new Promise((resolve) => setTimeout(resolve, END_MS).unref())]);
    await browser.end();
  }

  const targets = () => targetsOf(running().cdp);
  const extensionUrl = (path: string) => `chrome-extension://${running().id}/${path}`;
  const workerTarget = async () => (await targets()).find(({ type, url }) => type === 'service_worker' && url.startsWith(extensionUrl('')));
  const sessionOf = (targetId: string) => until(`a session of ${targetId}`, () => running().sessions.get(targetId));
  const sendToBrowser: Send = (method, params) => running().cdp.session().send(method, params);

  async function open(url: string, background = false): Promise<{ page: Page; session: Session }> {
    const { targetId } = await sendToBrowser('Target.createTarget', { url: 'about:blank', background });
    const session = await sessionOf(targetId);
    const activate = () => sendToBrowser('Target.activateTarget', { targetId }).then(() => {});
    const page = cdpPage(session, activate, async (screen) => cdpCard(await cardSession(targetId), screen, CARD_FRAME));
    await page.goto(url);
    return { page, session };
  }

  /** The frame is of another origin, and so a target of its own. */
  async function cardSession(pageId: string): Promise<Session> {
    const isCard = ({ url, parentFrameId }: Target) => url.startsWith(extensionUrl(CARD_PAGE)) && parentFrameId === pageId;
    return sessionOf((await until('the card', async () => (await targets()).find(isCard))).targetId);
  }

  async function clickToolbar(): Promise<Screen> {
    const before = await targets();
    const tab = before.find(({ type, embedderData }) => type === 'tab' && embedderData?.tabActive);
    if (tab === undefined) throw new Error('no tab is in front');
    const isPopup = ({ type, url, targetId }: Target) =>
      type === 'page' && url.startsWith(extensionUrl('')) && !before.some((known) => known.targetId === targetId);
    await sendToBrowser('Extensions.triggerAction', { id: running().id, targetId: tab.targetId });
    const popup = cdpScreen(await sessionOf((await until('the popup', async () => (await targets()).find(isPopup))).targetId));
    await popup.until(() => document.readyState === 'complete');
    return popup;
  }

  /** Event objects of the worker take a dispatch; a message first, so that the worker is awake. `event` is code that sees the tab in front. */
  async function inWorker(event: string): Promise<void> {
    const asking = await open(extensionUrl('manifest.json'), true);
    await asPerson(asking.session, 'chrome.runtime.sendMessage({}).catch(() => {})');
    await asking.page.close();
    const worker = await until('the worker of the extension', workerTarget);
    const tab = 'chrome.tabs.query({ active: true, lastFocusedWindow: true })';
    await asPerson(await sessionOf(worker.targetId), `${tab}.then(([tab]) => ${event})`);
  }

  async function chooseFromMenu(page: Page, selector: string, item: string): Promise<void> {
    const linkUrl = await page.on(selector, (element) => element.closest('a')?.href);
    const info = { menuItemId: item, editable: false, frameId: 0, pageUrl: await page.url(), linkUrl };
    const choice = `chrome.contextMenus.onClicked.dispatch(${JSON.stringify(info)}, tab)`;
    await inWorker(`chrome.contextMenus.update(${JSON.stringify(item)}, {}).then(() => ${choice})`);
  }

  /** Both halves are needed: the first is the reader's standing answer, the second the extension's question. */
  async function grantOrigins(patterns: readonly string[]): Promise<void> {
    const settings = await open('chrome://extensions/', true);
    for (const pattern of patterns) {
      const given = `${JSON.stringify(running().id)}, ${JSON.stringify(pattern)}`;
      await asPerson(settings.session, `new Promise((done) => chrome.developerPrivate.addHostPermission(${given}, done))`);
    }
    await settings.page.close();
    const asking = await open(extensionUrl('manifest.json'), true);
    const granted = await asPerson(asking.session, `chrome.permissions.request({ origins: ${JSON.stringify(patterns)} })`);
    await asking.page.close();
    if (granted !== true) throw new Error(`${patterns.join(', ')} could not be granted`);
  }

  await start();
  const { product } = await sendToBrowser('Browser.getVersion');
  return {
    name: 'chromium',
    version: product,
    profile,
    extensionUrl,
    openPage: async (url) => (await open(url)).page,
    openExtensionPage: async (path) => (await open(extensionUrl(path))).page,
    clickToolbar,
    command: (name) => inWorker(`chrome.commands.onCommand.dispatch(${JSON.stringify(name)}, tab)`),
    chooseFromMenu,
    grantOrigins,
    leaveQuestionsOpen: async () => {},
    isWorkerAlive: async () => (await workerTarget()) !== undefined,
    async killWorker() {
      const worker = await workerTarget();
      if (worker === undefined) return;
      const life = crypto.randomUUID();
      const session = await sessionOf(worker.targetId);
      await session.send('Runtime.evaluate', { expression: `globalThis.life = ${JSON.stringify(life)}` });
      await sendToBrowser('Target.closeTarget', { targetId: worker.targetId });
      await until('the end of the worker', async () => (await workerTarget()) === undefined || (await hasForgotten(session, life)));
    },
    async look(wanted) {
      look = { ...look, ...wanted };
      await Promise.all([...running().sessions.values()].map((session) => applyLook(session, look)));
    },
    errors: async () => errors,
    async restart() {
      await close();
      await start();
    },
    ended: () => running().browser.gone,
    async stop() {
      if (now !== undefined) await close();
      if (isOurs) removeProfile(profile);
    },
  };
}

async function targetsOf(cdp: Cdp) {
  const { targetInfos } = await cdp.session().send('Target.getTargets', { filter: [{}] });
  return targetInfos as ((typeof targetInfos)[number] & { embedderData?: { tabActive?: boolean } })[]; // as: newer than the types
}

/** Runs an expression as if a click had led to it. */
async function asPerson({ send }: Session, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
    userGesture: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

/** Google Chrome takes no --load-extension; there the protocol loads it. */
async function extensionId(cdp: Cdp, dist: string): Promise<string> {
  const browser = cdp.session();
  const isWorker = ({ type, url }: { type: string; url: string }) => type === 'service_worker' && url.startsWith('chrome-extension:');
  const worker = await until('the extension', async () => (await targetsOf(cdp)).find(isWorker), LOADED_MS).catch(() => undefined);
  if (worker !== undefined) return new URL(worker.url).host;
  return (await browser.send('Extensions.loadUnpacked', { path: dist })).id;
}

/** Every document and worker gets a session as soon as it exists, so that no error is missed. */
function followTargets(cdp: Cdp, sessions: Map<string, Session>, onNew: (session: Session) => Promise<void>): void {
  cdp.listen(({ method, params, sessionId: parent }) => {
    if (method === 'Target.attachedToTarget') {
      const { sessionId, targetInfo } = params as { sessionId: string; targetInfo: { targetId: string; type: string } }; // as: the protocol's event
      const isTwice = parent !== undefined && targetInfo.type !== 'iframe'; // pages and workers come by the browser itself
      if (targetInfo.type === 'browser_ui' || isTwice) return;
      const session = cdp.session(sessionId);
      const frames = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true };
      if (targetInfo.type === 'page') void session.send('Target.setAutoAttach', frames).catch(() => {});
      void Promise.allSettled([session.send('Runtime.enable'), session.send('Log.enable'), onNew(session)]);
      sessions.set(targetInfo.targetId, session);
    }
    if (method === 'Target.detachedFromTarget') {
      for (const [targetId, { id }] of sessions) if (id === params['sessionId']) sessions.delete(targetId);
    }
  });
}

/** A worker that is woken at once keeps its target and session, but nothing it remembered. Rejects if the worker is too busy to say. */
async function hasForgotten(session: Session, life: string): Promise<boolean> {
  const asked = session.send('Runtime.evaluate', { expression: 'globalThis.life' });
  const { result } = await Promise.race([asked, new Promise<never>((_, reject) => setTimeout(reject, ANSWER_MS, new Error('no answer')))]);
  return result.value !== life;
}

/** Workers have no look and refuse it. */
function applyLook({ send }: Session, { scheme, reducedMotion, forcedColors }: Look): Promise<void> {
  const features = [
    ...(scheme === undefined ? [] : [{ name: 'prefers-color-scheme', value: scheme }]),
    ...(reducedMotion === undefined ? [] : [{ name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : 'no-preference' }]),
    ...(forcedColors === undefined ? [] : [{ name: 'forced-colors', value: forcedColors ? 'active' : 'none' }]),
  ];
  if (features.length === 0) return Promise.resolve();
  return send('Emulation.setEmulatedMedia', { features }).then(
    () => {},
    () => {},
  );
}
