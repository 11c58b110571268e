/** Starts either browser by name. */
import { startChromium } from './chromium';
import type { BrowserName, Driver, StartOptions } from './driver';
import { startFirefox } from './firefox';

export function startDriver(name: BrowserName, options: StartOptions = {}): Promise<Driver> {
  return name === 'chromium' ? startChromium(options) : startFirefox(options);
}
