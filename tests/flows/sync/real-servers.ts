/** Servers that people run, started as plain processes on loopback, with what tests/tools/servers.mjs brought: Apache, nginx, and one that speaks CouchDB's protocol. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COUCH, debianRoots, isCouchHere } from '../../tools/servers.mjs';
import type { Kind, Server } from './world';

export type Real = Server & {
  readonly kind: Kind;
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};
export type Name = 'apache' | 'nginx' | 'couch';

const NGINX_MODULE = 'usr/lib/nginx/modules/ngx_http_dav_ext_module.so';
const NEEDED: Readonly<Record<'apache' | 'nginx', readonly [string, string]>> = {
  apache: ['usr/sbin/apache2', 'usr/lib/apache2/modules/mod_dav_fs.so'],
  nginx: ['usr/sbin/nginx', NGINX_MODULE],
};
const APACHE_MODULES = ['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_basic', 'dav', 'dav_fs'];
const COUCH_PROGRAM = fileURLToPath(new URL('../../servers/couch.mjs', import.meta.url));
const NOBODY = 65_534;
const AUTHORIZATION = `Basic ${Buffer.from('ann:secret').toString('base64')}`;

const rootOf = (name: 'apache' | 'nginx'): string | undefined =>
  debianRoots().find((root) => NEEDED[name].every((file) => existsSync(`${root}/${file}`)));

/** Why it cannot be started here; undefined where it can. */
export function missing(name: Name): string | undefined {
  const isThere = name === 'couch' ? isCouchHere() : rootOf(name) !== undefined;
  return isThere ? undefined : `${name} is not here; node tests/tools/servers.mjs brings it, where npm or Debian has it`;
}

export async function startReal(name: Name): Promise<Real> {
  const folder = mkdtempSync(join(tmpdir(), `sidelight-${name}-`));
  const port = await freePort();
  const { program, given, env = {}, path } = name === 'couch' ? couch(folder, port) : dav(name, folder, port);
  let running: ChildProcess | undefined;
  const address = `http://127.0.0.1:${port}/${path}`;

  async function start(): Promise<void> {
    rmSync(join(folder, 'pid'), { force: true });
    running = spawn(program, given, { stdio: 'ignore', env: { ...process.env, ...env } });
    for (let tried = 0; tried < 1200; tried++) {
      const said = await fetch(address, { headers: { authorization: AUTHORIZATION } }).catch(() => undefined);
      if (name === 'couch' && said?.status === 404)
        await fetch(address, { method: 'PUT', headers: { authorization: AUTHORIZATION } }).catch(() => undefined);
      else if (said !== undefined) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`${name} does not answer`);
  }

  async function kill(): Promise<void> {
    const gone = running;
    if (gone === undefined || gone.exitCode !== null || gone.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      gone.once('exit', () => resolve());
      gone.kill('SIGKILL');
    });
  }

  await start();
  const stop = async (): Promise<void> => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, origin: new URL(address).origin, kind: name === 'couch' ? 'couch' : 'dav', kill, start, stop };
}

type Program = {
  readonly program: string;
  readonly given: readonly string[];
  readonly env?: Record<string, string>;
  readonly path: string;
};

const couch = (folder: string, port: number): Program => ({
  program: process.execPath,
  given: [COUCH_PROGRAM, String(port), folder, COUCH],
  path: 'marks',
});

function dav(name: 'apache' | 'nginx', folder: string, port: number): Program {
  const root = rootOf(name) ?? '';
  for (const each of ['files', 'files/dav', 'lock', 'body']) mkdirSync(join(folder, each), { recursive: true });
  if (process.getuid?.() === 0)
    for (const each of ['', 'files', 'files/dav', 'lock', 'body']) chownSync(join(folder, each), NOBODY, NOBODY);
  writeFileSync(join(folder, 'users'), `ann:{SHA}${createHash('sha1').update('secret').digest('base64')}\n`);
  writeFileSync(join(folder, 'conf'), name === 'apache' ? apacheConf(root, folder, port) : nginxConf(root, folder, port));
  const libraries = readdirSync(`${root}/usr/lib`).filter((each) => each.endsWith('-linux-gnu'));
  return {
    program: `${root}/${NEEDED[name][0]}`,
    given: name === 'apache' ? ['-X', '-f', join(folder, 'conf')] : ['-c', join(folder, 'conf'), '-p', folder],
    env: { LD_LIBRARY_PATH: libraries.map((each) => `${root}/usr/lib/${each}`).join(':') },
    path: 'dav',
  };
}

function apacheConf(root: string, folder: string, port: number): string {
  const modules = APACHE_MODULES.map((module) => `LoadModule ${module}_module ${root}/usr/lib/apache2/modules/mod_${module}.so`);
  return `${modules.join('\n')}
ServerRoot "${folder}"
ServerName 127.0.0.1
PidFile "${folder}/pid"
Listen 127.0.0.1:${port}
User nobody
Group nogroup
ErrorLog "${folder}/error"
DocumentRoot "${folder}/files"
DavLockDB "${folder}/lock/db"
<Location "/">
  Dav On
  AuthType Basic
  AuthName files
  AuthUserFile "${folder}/users"
  Require valid-user
</Location>
`;
}

function nginxConf(root: string, folder: string, port: number): string {
  return `load_module ${root}/${NGINX_MODULE};
daemon off;
master_process off;
pid ${folder}/pid;
error_log ${folder}/error;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/body; fastcgi_temp_path ${folder}/body; uwsgi_temp_path ${folder}/body; scgi_temp_path ${folder}/body;
  server {
    listen 127.0.0.1:${port};
    root ${folder}/files;
    client_max_body_size 50m;
    auth_basic files;
    auth_basic_user_file ${folder}/users;
    location / {
      dav_methods PUT DELETE MKCOL COPY MOVE;
      dav_ext_methods PROPFIND OPTIONS;
    }
  }
}
`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
