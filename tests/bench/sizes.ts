/** How large what ships is, as the last build left it. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CONTENT_SCRIPT, DIST, isBuildFresh, MAX_CONTENT_BYTES, MAX_PACKAGE_BYTES, SHOWING_SCRIPT } from '../tools/build.mjs';
import type { Row, Section } from './section';

const inKb = (bytes: number): number => Math.round(bytes / 100) / 10;

export const sizes: Section = {
  name: 'size: what ships',
  async rows() {
    const built = (['chromium', 'firefox'] as const).filter((browser) => existsSync(join(DIST, `sidelight-${browser}.zip`)));
    if (built.length === 0) return [{ skipped: 'there is no build: npm run build' }];
    const age = isBuildFresh() ? 'as the sources are' : 'OLDER than the sources';
    return built.flatMap((browser): Row[] => {
      const [content = 0, showing = 0] = [CONTENT_SCRIPT, SHOWING_SCRIPT].map(
        (file) => gzipSync(readFileSync(join(DIST, browser, file)), { level: 9 }).length,
      );
      const packed = statSync(join(DIST, `sidelight-${browser}.zip`)).size;
      return [
        row(`${browser}: content script, kB gzip`, content, MAX_CONTENT_BYTES, age),
        { what: `${browser}: the part that comes with marks, kB gzip`, sidelight: inKb(showing), build: age },
        row(`${browser}: whole package, kB zip`, packed, MAX_PACKAGE_BYTES, age),
      ];
    });
  },
};

function row(what: string, bytes: number, most: number, build: string): Row {
  return { what, sidelight: inKb(bytes), goal: `≤ ${inKb(most)}`, met: bytes <= most ? 'yes' : 'NO', build };
}
