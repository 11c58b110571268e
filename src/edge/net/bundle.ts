/** Reads the index that comes with Sidelight. The address is one of our own package: nothing leaves the machine. */
import { failed, ok, type Result } from '../../core/problem';

export async function fetchBundle(address: string): Promise<Result<string>> {
  try {
    const response = await fetch(address);
    return response.ok ? ok(await response.text()) : UNREADABLE;
  } catch {
    return UNREADABLE; // a package that misses its own file, or was replaced while it ran
  }
}

const UNREADABLE = failed({ kind: 'bundle-damaged', kept: 0, skipped: 0 });
