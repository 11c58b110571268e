/** Servers that people run, started as plain processes on loopback where this machine has them: Apache and nginx from the system, CouchDB where one is named. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kind, Server } from './world';

export type Real = Server & {
  readonly kind: Kind;
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};
type Name = 'apache' | 'nginx';

const ROOT = process.env['SIDELIGHT_SERVERS'] ?? ''; // a folder into which the packages were unpacked; else where the system has them
const PROGRAMS: Readonly<Record<Name, string>> = { apache: `${ROOT}/usr/sbin/apache2`, nginx: `${ROOT}/usr/sbin/nginx` };
const APACHE_MODULES = ['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_basic', 'dav', 'dav_fs'];
const NGINX_MODULE = `${ROOT}/usr/lib/nginx/modules/ngx_http_dav_ext_module.so`;
const LIBRARIES = `${ROOT}/usr/lib/x86_64-linux-gnu`;
const NOBODY = 65_534;

/** Why it cannot be started here; undefined where it can. */
export function missing(name: Name): string | undefined {
  const needed = name === 'apache' ? [PROGRAMS.apache, `${ROOT}/usr/lib/apache2/modules/mod_dav_fs.so`] : [PROGRAMS.nginx, NGINX_MODULE];
  const gone = needed.find((file) => !existsSync(file));
  return gone === undefined
    ? undefined
    : `${name} with WebDAV is not on this machine (${gone}); apt-get install apache2 nginx libnginx-mod-http-dav-ext brings it`;
}

export async function startReal(name: Name): Promise<Real> {
  const folder = mkdtempSync(join(tmpdir(), `sidelight-${name}-`));
  const port = await freePort();
  for (const each of ['files', 'files/dav', 'lock', 'body']) mkdirSync(join(folder, each), { recursive: true });
  if (process.getuid?.() === 0)
    for (const each of ['', 'files', 'files/dav', 'lock', 'body']) chownSync(join(folder, each), NOBODY, NOBODY);
  writeFileSync(join(folder, 'users'), `ann:{SHA}${createHash('sha1').update('secret').digest('base64')}\n`);
  writeFileSync(join(folder, 'conf'), name === 'apache' ? apacheConf(folder, port) : nginxConf(folder, port));
  let running: ChildProcess | undefined;
  const address = `http://127.0.0.1:${port}/dav`;

  async function start(): Promise<void> {
    rmSync(join(folder, 'pid'), { force: true });
    const given = name === 'apache' ? ['-X', '-f', join(folder, 'conf')] : ['-c', join(folder, 'conf'), '-p', folder];
    running = spawn(PROGRAMS[name], given, { stdio: 'ignore', env: { ...process.env, LD_LIBRARY_PATH: LIBRARIES } });
    for (let tried = 0; tried < 1200; tried++) {
      if ((await fetch(address).catch(() => undefined)) !== undefined) return;
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
  return { address, origin: new URL(address).origin, kind: 'dav', kill, start, stop };
}

function apacheConf(folder: string, port: number): string {
  const modules = APACHE_MODULES.map((module) => `LoadModule ${module}_module ${ROOT}/usr/lib/apache2/modules/mod_${module}.so`);
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

function nginxConf(folder: string, port: number): string {
  return `load_module ${NGINX_MODULE};
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
