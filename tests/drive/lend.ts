/** Lends a browser to one test file after the other, as good as new each time, where that is quicker than a start. Keeps one at most. */
import type { BrowserName, Driver, StartOptions } from './driver';
import { startDriver } from './start';

export type LendOptions = Pick<StartOptions, 'dist' | 'proxy'>;

let kept: Driver | undefined; // its life hangs on this process, so nobody needs to end it

export async function lend(name: BrowserName, options: LendOptions): Promise<Driver> {
  const driver = kept;
  kept = undefined;
  if (driver?.renew === undefined) return startDriver(name, options);
  try {
    await driver.renew(options);
    return driver;
  } catch (error) {
    console.log(`A new browser is started, for the last one could not be made as new: ${error}`);
    await driver.stop();
    return startDriver(name, options);
  }
}

export async function giveBack(driver: Driver): Promise<void> {
  if (driver.renew !== undefined && kept === undefined) kept = driver;
  else await driver.stop();
}
